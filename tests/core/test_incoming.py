"""What comes from outside is read to its end, whether anybody wants it or not."""

from io import BytesIO

import pytest

from core import incoming


def answered(body: BytesIO, length: int, method: str = "POST") -> list[bytes]:
    """Return what an application answers that reads no more than ten bytes of a request."""

    def application(environ, start_response):
        environ["wsgi.input"].read(10)
        return [b"This was too much at once"]

    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(length), "REQUEST_METHOD": method}
    return list(incoming.at_the_door(application)(environ, lambda *_: None))


def test_a_browser_that_still_sends_comes_to_its_end_and_sees_the_answer():
    body = BytesIO(b"x" * 300_000 + b"next")
    assert answered(body, 300_000) == [b"This was too much at once"]
    assert body.read() == b"next"


def test_who_sends_slowly_holds_nobody_up_for_long(monkeypatch):
    monkeypatch.setattr(incoming, "LONGEST_IN_VAIN", 0)
    body = BytesIO(b"x" * 300_000)
    assert answered(body, 300_000)
    assert body.tell() == 10


def test_of_what_is_no_form_nothing_is_read():
    body = BytesIO(b"x" * 300_000)
    assert answered(body, 300_000, method="GET")
    assert body.tell() == 10


def test_what_never_ends_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(incoming, "MOST_IN_VAIN", 1_000)
    body = BytesIO(b"x" * 300_000)
    assert answered(body, 300_000)
    assert body.tell() == 10


@pytest.mark.parametrize("fault", [OSError, ConnectionResetError])
def test_a_line_that_breaks_off_after_the_answer_is_no_error(fault):
    class Broken(BytesIO):
        def read(self, size=-1, /):
            if self.tell():
                raise fault
            return super().read(size)

    assert answered(Broken(b"x" * 300), 300)
