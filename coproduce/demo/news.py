"""The updates of the demo's main project, and what its participation reviews led to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoUpdate:
    """One update. ``day`` and ``more`` count days ago (negative: ahead); ``tells``: numbers of decisions."""

    day: int
    title: str
    where: str
    settled: str
    open: str
    more: int
    tells: tuple[int, ...] = ()
    is_public: bool = True


UPDATES = [
    DemoUpdate(
        228,
        "We have begun",
        "Eleven of us met for the first time. We said what brought us here, and nobody had to say "
        "more than they wanted.",
        "We meet on Tuesdays, and once a month at 2am. Everybody is paid.",
        "What we look at first. We want to ask people in the room before we decide.",
        212,
        (1, 2),
    ),
    DemoUpdate(
        210,
        "Five nights in the room",
        "We sat in the waiting area for five nights and asked 73 people one question. Thank you "
        "to everybody who answered, tired as you were.",
        "",
        "What comes first: we put dots on the wall next Tuesday.",
        203,
    ),
    DemoUpdate(
        202,
        "First light, then news, then something warm",
        "The dots are counted. The list hangs in the room, with all that was said.",
        "The order in which we work, and that cleaners and porters have a place of their own.",
        "Which lamps. We borrow six and see.",
        185,
        (3, 4),
    ),
    DemoUpdate(
        183,
        "Six lamps on loan",
        "The lamps are in the corner by the pillar. Sit there and tell us. A card and a pencil lie on the table.",
        "We try each thing for two weeks.",
        "Whether they stay.",
        173,
        (5,),
    ),
    DemoUpdate(
        171,
        "The lamps stay; a screen is being tried",
        "All who sat under the lamps want to keep them.",
        "The lamps stay.",
        "Whether a screen can say how long it takes. Two of us doubt it.",
        150,
        (6, 7),
    ),
    DemoUpdate(
        149,
        "A quiet corner, and three honest sentences",
        "The corner by the window is now the quiet corner. Staff and people who wait wrote down "
        "what can be said truthfully about the time.",
        "Where the quiet corner is. What staff say when they do not know.",
        "The chairs. Come and sit on six of them, on Saturday in the chapel. There is cake.",
        126,
        (8, 9),
    ),
    DemoUpdate(
        125,
        "The screen was wrong, a person is right",
        "We ended the screen. The number was never true. Instead somebody goes round every hour.",
        "Somebody goes round every hour, for three months.",
        "Who does it when the nurse in charge cannot.",
        103,
        (10, 7),
    ),
    DemoUpdate(
        98,
        "Chairs chosen, and a word about warmth",
        "Forty-four people tried six chairs. Model 4 wide won, because people can get up from it alone.",
        "The chairs. How people are met who come in for warmth. No more screens.",
        "How we dim the lights.",
        84,
        (11, 12, 13),
    ),
    DemoUpdate(
        76,
        "Ninety cups a week",
        "The flask trolley works. Cards in nine languages are printed.",
        "",
        "Where the drinks machine stands. Who pays for the trolley after spring.",
        55,
        (14,),
    ),
    DemoUpdate(
        53,
        "The lights: two zones from 11pm",
        "After a month of trying we dim in two zones. The corner by the door stays bright, "
        "because low light makes some of us dizzy.",
        "Lights, lamps and the trolley until spring.",
        "Lying down: we hear different things.",
        32,
        (15, 16),
    ),
    DemoUpdate(
        30,
        "Lockers for phones, cards at the right height",
        "Nothing was taken from the lockers in three weeks. The cards hang lower now.",
        "Lockers, cards.",
        "The drinks machine. Lying down.",
        8,
        (17, 18),
    ),
    DemoUpdate(
        7,
        "Where we are: the chairs are ordered, the drinks machine is not settled",
        "Twelve chairs are on their way. We ask people who lie on the floor before we buy anything to lie on.",
        "Chairs; how we ask about lying down.",
        "The drinks machine: the pipe is where people sleep. Whether the quiet corner needs a door.",
        -7,
        (19,),
    ),
]


@dataclass(frozen=True)
class DemoReview:
    """
    One participation review, in days ago.

    ``answers``: start of a gap's words -> (action, owner, due, done, outcome) or a reason.
    """

    due: int
    finished: int | None
    reflection: str
    answers: dict[str, tuple[str, str, int, int | None, str] | str]


REVIEWS = [
    DemoReview(
        208,
        203,
        "We are mostly people who wait, and people who have an email address. Nobody who cleans. Nobody from outside.",
        {
            "Estates and finance": (
                "Ask estates to send somebody to the 2am walk",
                "Jo",
                200,
                200,
                "Sean came, and stayed.",
            ),
            "*": "We look at this again in the next review.",
        },
    ),
    DemoReview(
        152,
        143,
        "The map grew. Two groups on it hang on one person each. We keep asking the same kind of people.",
        {
            "Estates and finance": "One is enough here: Sean brings back each month what is possible.",
            "People who speak": (
                "Ask the interpreters who would like to come",
                "Hamid",
                125,
                130,
                "Two women from the Tuesday group came once.",
            ),
            "*": "We look at this again in the next review.",
        },
    ),
    DemoReview(
        96,
        90,
        "Better by night, thin by day. Mo never came, and we had not asked why.",
        {
            "Estates and finance": "One is enough here: Sean brings back each month what is possible.",
            "People who speak": "The two women would rather be asked in their own group. Hamid goes there.",
            "People with no home": (
                "Pauline asks two people whom she knows",
                "Winston",
                60,
                None,
                "",
            ),
            "Ambulance crews": "We do not know yet whether they want this. Kwame asks at the depot.",
            "Somebody": (
                "Ring Mo and ask what would make it possible",
                "Amina",
                84,
                80,
                "Shift work. Mo wants to hear, not to come.",
            ),
            "*": "We look at this again in the next review.",
        },
    ),
    DemoReview(
        40,
        None,
        "",
        {
            "People with no home": (
                "Meet at the shelter and not at the hospital",
                "Jo",
                -4,
                None,
                "",
            )
        },
    ),
]
