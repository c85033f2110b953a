"""What the demo's main project asks about people, and what each of them chose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AskedAboutUs:
    """One question, asked so many days ago: why, and the answers, each with how many should be here."""

    words: str
    asked: int
    why: str
    choices: tuple[tuple[str, str], ...]


ASKED = (
    AskedAboutUs(
        "How old are you?",
        30,
        "Young people and old people wait here in different ways.",
        (("Under 35", "few"), ("35 to 64", ""), ("65 or more", "8")),
    ),
    AskedAboutUs(
        "How far do you live from the hospital?",
        30,
        "Whoever lives far away comes by taxi or bus, at any hour.",
        (("I can walk", ""), ("A bus or taxi ride", "5")),
    ),
)

#: Days ago; a look at who is missing has counted them since.
ANSWERED = 27
#: The place of what each chose in both questions; None: would rather not say. Nobody is under 35.
CHOSEN: dict[str, tuple[int | None, int | None]] = {
    "Jo": (1, 0),
    "Kwame": (1, 1),
    "Amina": (1, 0),
    "Derek": (2, 0),
    "Mrs Okafor": (2, 1),
    "Tomasz": (1, 1),
    "Bev": (1, 1),
    "Mr Lindqvist": (2, 0),
    "Sunita": (1, 1),
    "Rhys": (1, 0),
    "Grace": (1, 0),
    "Hamid": (1, 1),
    "Eileen": (2, 1),
    "Femi": (1, None),
    "Dorota": (1, 1),
    "Winston": (2, 0),
    "Priya": (1, 0),
    "Marguerite": (2, 1),
    "Nadia": (1, 0),
    "Old Tom": (None, 0),
}
