"""What the demo's main project builds on, what changed, and what comes after."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Data:
    """
    A starting point; ``additions``: (days ago, who said it, the words); Jo wrote down those of ``aloud``.

    It is from the month, or only the year, ``of`` so many days ago.
    """

    what: str
    source: str
    tells: str
    leaves_out: str
    day: int
    of: int
    additions: tuple[tuple[int, str, str], ...] = ()
    aloud: tuple[str, ...] = ()
    in_month: bool = True


@dataclass(frozen=True)
class Good:
    """A strength, with the titles of the steps that build on it, tied to them so many days ago."""

    what: str
    more: str
    day: int
    steps: tuple[str, ...] = ()
    tied: int = 0


@dataclass(frozen=True)
class Hard:
    """A difficulty, with what is done about it."""

    what: str
    day: int
    facing: str = ""


@dataclass(frozen=True)
class There:
    """Something that exists already; ``say``: what those say whose it is."""

    what: str
    whose: str
    support: str
    day: int
    say: str = "support"


@dataclass(frozen=True)
class Changed:
    """Something that changed; ``too``: (days ago, who noticed it too)."""

    what: str
    who: str
    how: str
    noticed: int
    day: int
    too: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Stays:
    """Something that carries on; ``until`` counts days from today."""

    what: str
    day: int
    owner: str = ""
    others: str = ""
    until: int | None = None
    more: str = ""


DATA = [
    Data(
        "41 complaints about the waiting area last winter",
        "The hospital’s complaints office, November to February",
        "27 of them are about waiting without news. Nine name the cold by the door, five the light.",
        "Whoever does not write complaints: people who speak little English, people with no home, "
        "people who are glad to be alive.",
        233,
        320,
        (
            (
                228,
                "Amina",
                "Nobody complains at 3am. You complain a week later, and by then you remember one thing.",
            ),
            (
                225,
                "Mrs Okafor",
                "I never wrote one. I thought it would be held against my husband.",
            ),
            (
                208,
                "Femi",
                "Nobody complains about an empty bin. They complain about “the state of it”.",
            ),
        ),
        ("Mrs Okafor",),
    ),
    Data(
        "How many people leave before they are seen, hour by hour",
        "The department’s own list, counted by Rhys and Grace",
        "One in nine leaves, most of them between two and four.",
        "Why they left, and what became of them.",
        194,
        200,
        (
            (
                186,
                "Winston",
                "Some of us leave because a guard looks at us. That is not on a list.",
            ),
            (184, "Derek", "I left once. The last bus was going."),
        ),
    ),
    Data(
        "What 73 people answered to “What would help right now?”",
        "Asked in the room by Amina, Derek and Tomasz",
        "41 named the light, 38 not knowing, and 22 something warm.",
        "People who were asleep, or too ill to be asked.",
        203,
        206,
        (
            (
                189,
                "Priya",
                "Asked in English. My aunt would have said that she did not know where she was.",
            ),
        ),
    ),
    Data(
        "What a night costs in agency security",
        "Kwame, from the budget of last year",
        "£410 a night, more than half of it at weekends.",
        "What it costs people to be watched.",
        58,
        400,
        in_month=False,
    ),
]
GOOD = [
    Good(
        "Callum, the night porter whom everybody knows",
        "Somebody like him at weekends too, and his name on the wall.",
        226,
        (
            "A person goes round every hour and says what is happening",
            "Show new night staff what we agreed",
        ),
        54,
    ),
    Good(
        "People who wait look after each other",
        "A corner where that is easy: chairs that face each other.",
        212,
        ("Try a quiet corner with six chairs", "Put the twelve chairs in place together"),
        24,
    ),
    Good(
        "Staff speak nine languages between them",
        "Nobody has to fetch them from their work for each word.",
        190,
        ("Cards in nine languages: where you are, what happens next",),
        131,
    ),
    Good(
        "The cleaners see what happens at five in the morning",
        "Asked each month and not once.",
        188,
        ("Walk through the room with cleaners and porters at 2am",),
        187,
    ),
    Good("The chapel is open all night", "A sign that says so.", 61),
]
HARD = [
    Hard(
        "Nobody can say how long it will take",
        220,
        facing="Staff say what they know and what they do not, in three sentences.",
    ),
    Hard(
        "People with no home are not welcome to everybody",
        171,
        facing="Winston and Jo talk it through with the guards. It is not solved.",
    ),
    Hard("Two who came at the start do not come any more, and we do not know why", 33),
]
THERE = [
    There(
        "Soup after midnight, for whoever is cold",
        "The bakery in Mill Road, open 24 hours",
        "Our cards show the way to it, and we pay for 20 bowls a week.",
        148,
    ),
    There(
        "A list of people who sit with somebody who is alone",
        "Marguerite’s parish",
        "The desk has the number, and asks before it rings.",
        122,
    ),
    There(
        "Taxi drivers who take people home for half", "The rank at the north gate", "", 97, "leave"
    ),
    There(
        "The night shelter’s drop-in, from six in the morning",
        "The night shelter, Winston knows them",
        "We tell people when it opens, and they ring us when they are full.",
        100,
    ),
]
CHANGED = [
    Changed(
        "People sleep in the corner by the window between two and four",
        "Latoya, on night shift",
        "She counted for three weeks: seven a night, before there was one.",
        noticed=136,
        day=134,
        too=((130, "Amina"), (128, "Eileen"), (112, "Femi")),
    ),
    Changed(
        "Fewer people ask at the desk how long it will be",
        "Grace",
        "From about 60 times a night to about 20, on the desk’s own slips.",
        noticed=86,
        day=84,
        too=((80, "Derek"), (78, "Callum")),
    ),
    Changed(
        "The lights are dimmed from eleven, and reading lamps stay on",
        "a man who waited with his mother",
        "He told Amina that she slept. The meter by the desk shows the same.",
        noticed=56,
        day=55,
        too=((52, "Mrs Okafor"), (50, "Sunita"), (49, "Derek"), (45, "Big Dave")),
    ),
    Changed(
        "Guards sit down when they talk to somebody",
        "Winston",
        "He has seen it four nights in a row.",
        noticed=21,
        day=20,
    ),
]
STAYS = [
    Stays(
        "The blanket box by the desk",
        38,
        owner="Big Dave",
        others="the hospital’s laundry",
        more="Ten new blankets each autumn, and a key.",
    ),
    Stays(
        "Somebody goes round every hour",
        36,
        others="The nurse in charge of the night",
        until=400,
        more="It stands in the induction of new staff. Ask again when the matron changes.",
    ),
    Stays(
        "Cards in nine languages, printed anew each year",
        34,
        owner="Hamid",
        more="£90 a year. The charity has said yes for three years.",
    ),
    Stays("The Tuesday group, once a season", 30),
]
#: Days from today.
LOOK_AGAIN = 190
