"""A page as a PDF to take along, made while somebody waits for it; what makes PDFs is handed in from the right."""

from dataclasses import dataclass

from django.http import HttpResponse

from core.offers import offered


@dataclass(frozen=True)
class Printed:
    """A PDF; or why there is none, in words."""

    pdf: bytes = b""
    refusal: str = ""

    def __bool__(self) -> bool:
        return bool(self.pdf)

    def to_keep(self, name: str) -> HttpResponse:
        """Return it as a file of this name."""
        answer = HttpResponse(self.pdf, content_type="application/pdf")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer


def print_now(html: str) -> Printed:
    """Make a PDF of a whole HTML document, which is short."""
    (make,) = offered("make_short_pdf", "{app}.short")
    return Printed(*make(html))
