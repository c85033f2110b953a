"""The meetings of the demo's main project: how they were planned, and what people answered."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True)
class ToldComing:
    """What somebody answers; ``words``: what would make it possible; ``reply``: what Jo replies to it."""

    who: str
    says: str = "coming"
    words: str = ""
    reply: str = ""
    brings_somebody: bool = False


@dataclass(frozen=True)
class ToldPulse:
    """How it was for somebody: the three answers, from 1 (not at all) to 4 (fully), 0 (can't say); and their words."""

    answers: tuple[int, int, int]
    arrive: str = ""
    leave: str = ""


@dataclass(frozen=True)
class ToldMeeting:
    """A meeting; ``planned`` and ``on`` count days ago, so that those to come are below zero."""

    planned: int
    on: int
    title: str
    why: str
    place: str
    where: str = "place"
    begins: time = time(18)
    ends: time = time(19, 30)
    phone: str = "01632 960 007, then 4411"
    link: str = ""
    agenda: str = ""
    connect_minutes: int = 20
    before: str = ""
    in_return: str = "£12 an hour and your travel, in cash"
    is_public: bool = False
    called_off: str = ""
    #: Who was there beside those who said that they come; how many others; and who of them was not.
    also: tuple[str, ...] = ()
    others: int = 0
    missing: tuple[str, ...] = ()
    notes: str = ""
    coming: tuple[ToldComing, ...] = field(default=())
    #: How it was for those who were there, some of them.
    felt: tuple[ToldPulse, ...] = ()


def _felt(*said: tuple[int, int, int, str, str]) -> tuple[ToldPulse, ...]:
    return tuple(ToldPulse((care, safe, good), *words) for care, safe, good, *words in said)


def _come(*names: str) -> tuple[ToldComing, ...]:
    return tuple(ToldComing(name) for name in names)


CHAPEL = "The hospital chapel, ground floor. Turn left after the main door. No steps."
WARD = "The waiting area itself, at night. Meet at the porters’ lodge; Grace lets us in."
TOLD = (
    ToldMeeting(
        planned=217,
        on=207,
        title="Getting to know each other",
        why="We have never sat at one table. Before we change anything, we hear who waits at night, and how.",
        place=CHAPEL,
        where="meal",
        agenda="Soup, and a round of names\nWhat is a night like for you?\nWhat should stay as it is?",
        connect_minutes=40,
        also=("Mr Lindqvist",),
        others=2,
        missing=("Rhys",),
        notes="We ate for an hour before anybody said the word “project”. Mrs Okafor told us that she has waited "
        "there nineteen times. Grace had never sat in one of the chairs.\n\nWe agreed that nobody is asked "
        "why they were ill. We did not agree how often we meet.",
        coming=_come(
            "Jo", "Amina", "Kwame", "Derek", "Mrs Okafor", "Sunita", "Rhys", "Grace", "Bev"
        ),
    ),
    ToldMeeting(
        planned=170,
        on=160,
        title="A night in the waiting area",
        why="We sit there from ten to midnight, and write down what we see and hear.",
        place=WARD,
        begins=time(21, 30),
        ends=time(23, 45),
        agenda="Two hours, in pairs\nTea, and what struck us",
        connect_minutes=15,
        notes="Between ten and midnight the doors opened 74 times. The light was on in every corner. Two people "
        "slept on the floor, beside the drinks machine, because it is warm there.\n\nNobody said goodbye to "
        "anybody who left.",
        coming=_come("Jo", "Amina", "Kwame", "Hamid", "Grace", "Yusuf"),
        felt=_felt(
            (3, 2, 2, "awake", "sad"),
            (2, 1, 2, "cold", "tired"),
            (3, 2, 1, "wondering", "heavy"),
            (4, 3, 3, "ready", "full of pictures"),
            (2, 2, 3, "", ""),
        ),
    ),
    ToldMeeting(
        planned=128,
        on=120,
        title="Walk from the bus stop to the door",
        why="People told us that finding the way in is the hardest part. We walk it, in the dark.",
        place="The bus stop on Mill Lane, in front of the chemist. It is four minutes on foot.",
        where="walk",
        begins=time(17, 30),
        ends=time(18, 30),
        agenda="Walk, slowly, with a wheelchair and a pram\nWrite down each sign that is missing",
        connect_minutes=10,
        also=("Eileen",),
        others=1,
        notes="It took Old Tom eleven minutes, and four rests. There is one sign, and it is behind a bush. Eileen "
        "counted three places where she would have turned back.\n\nNot agreed: whether the path along the "
        "wall is safe.",
        coming=_come("Jo", "Amina", "Latoya", "Old Tom", "Hamid", "Yusuf"),
        felt=_felt((4, 3, 4, "in a hurry", "slower"), (4, 4, 3, "", ""), (3, 3, 4, "dry", "wet")),
    ),
    ToldMeeting(
        planned=92,
        on=84,
        title="What we heard, and what we choose",
        why="There is more to do than we can. We choose together what comes first.",
        place=CHAPEL,
        agenda="What people said since the spring\nWhat can we change ourselves?\nHow do we leave?",
        missing=("Nadia",),
        notes="We put all that people said on the floor, and walked round it. Light, chairs and goodbye came first."
        " Bev said what it costs, and what it does not.\n\nWe left out parking. It matters to many of us, and"
        " the hospital will not move on it.",
        coming=_come(
            "Jo", "Kwame", "Amina", "Eileen", "Old Tom", "Bev", "Latoya", "Winston", "Nadia"
        ),
        felt=_felt(
            (3, 3, 3, "curious", "lighter"),
            (4, 3, 3, "late", "hopeful"),
            (3, 2, 2, "doubtful", "still doubtful"),
            (4, 4, 4, "", "glad"),
            (3, 2, 3, "tired", "tired, and pleased"),
            (4, 1, 3, "worried", "heard"),
            (0, 3, 4, "by bus", ""),
        ),
    ),
    ToldMeeting(
        planned=60,
        on=55,
        title="With the night staff",
        why="They are there every night, and few of them can come in the evening. So we ring in, after handover.",
        place="",
        where="phone",
        begins=time(7, 45),
        ends=time(8, 30),
        agenda="What makes a night go well for you?",
        connect_minutes=5,
        in_return="",
        called_off="Three of the four night nurses are ill. We ask them for another morning.",
    ),
    ToldMeeting(
        planned=30,
        on=20,
        title="In the chapel, with one recliner",
        why="Bev brings the chair that we would buy. Everybody tries it before we order twelve.",
        place=CHAPEL,
        agenda="Sit, lie down, get up\nWho carries twelve of them?\nThe door of the quiet corner",
        also=("Big Dave", "Irene"),
        missing=("Hamid",),
        notes="Bev brought the chair. Old Tom sat in it for the whole evening and got up alone. Eileen asked who "
        "carries twelve of them. Big Dave said: “We do, and then we eat.”\n\nWe did not agree about the door "
        "of the quiet corner. Sunita and Irene want one. Grace has to see in.",
        coming=_come(
            "Jo", "Amina", "Kwame", "Old Tom", "Eileen", "Bev", "Grace", "Latoya", "Hamid"
        ),
        felt=_felt(
            (4, 4, 4, "tired", "fed"),
            (4, 3, 4, "hungry", "hopeful"),
            (3, 3, 4, "curious", "proud of the chair"),
            (4, 2, 3, "cross about the bus", "still cross about the bus"),
            (4, 4, 4, "glad to see daylight people", "awake"),
            (3, 2, 2, "", ""),
            (4, 3, 4, "stiff", "less stiff"),
            (4, 4, 3, "", "full"),
        ),
    ),
    ToldMeeting(
        planned=14,
        on=3,
        title="Tea with the porters",
        why="They know which doors stay open at night, and nobody has asked them.",
        place="The porters’ lodge, beside the main door. No steps.",
        where="meal",
        begins=time(15),
        ends=time(16),
        agenda="Which doors stay open?\nWho carries what, and when?",
        connect_minutes=15,
        notes="The side door is open until two. Yusuf has the key, and would lend it.",
        coming=_come("Jo", "Amina", "Kwame", "Yusuf", "Grace", "Bev", "Hamid"),
        felt=_felt((4, 4, 4, "chilly", "warm"), (3, 4, 4, "", "")),
    ),
    ToldMeeting(
        planned=6,
        on=-5,
        title="At the night shelter",
        why="We meet where people are who come in for warmth. None of them has joined us yet, and what we decide"
        " can shut them out.",
        place="Night shelter, 4 Mill Lane. Ring the blue bell. No steps.",
        where="meal",
        link="https://example.org/waiting-at-night",
        agenda="Hear from Pauline and two people who sleep there (30 minutes)\nLook at the recliners: what would they"
        " change for you? (30 minutes)\nHow do we leave? (10 minutes)",
        before="Nothing to read. Think of one night that went well.",
        coming=(
            *_come("Jo", "Kwame", "Grace", "Bev"),
            ToldComing("Eileen", brings_somebody=True),
            ToldComing("Old Tom"),
            ToldComing("Latoya", "remote"),
            ToldComing(
                "Hamid",
                "if",
                words="A lift home. The last bus goes at seven.",
                reply="Kwame drives you home. He meets you at the blue bell at half past seven.",
            ),
        ),
    ),
    ToldMeeting(
        planned=2,
        on=-19,
        title="Saturday with the chairs",
        why="Twelve recliners arrive. We carry them in ourselves, and then we eat.",
        place="The hospital’s goods entrance, at the end of Park Street. There is a ramp.",
        where="meal",
        begins=time(10),
        ends=time(14),
        agenda="Carry, two to a chair\nLunch",
        connect_minutes=60,
        is_public=True,
        coming=_come("Jo"),
    ),
)
