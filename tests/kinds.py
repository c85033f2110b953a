"""A kind of message for tests: it says what the test put into its data."""

from outbox.kinds import MessageKind, message_kind

SAID = "said_in_a_test"


@message_kind(SAID)
class SaidInATest(MessageKind):
    """Says what the test put into its data."""

    def subject(self):
        return self.data["subject"]

    def summary(self):
        return self.data.get("summary", "")

    def path(self):
        return self.data.get("path", "")
