"""The plan of the demo's main project: readiness, boundaries, steps and what is not settled."""

from dataclasses import dataclass

#: Whom people ring when somebody may be in danger, and who outside the project is told.
SAFETY = {
    "ring_now": "999, if somebody may get hurt now\nThe hospital’s night desk, at any hour: 01632 960 999",
    "safety_name": "Ruth Adeyemi",
    "safety_phone": "01632 960 555",
    "safety_email": "ruth.adeyemi@example.org",
}

PURPOSE = """So that nobody who waits at night in the emergency department of Riverside Hospital is left in hard \
light, without news, without a warm drink and without a person to ask.

People who have waited there, people who kept them company and people who work there at night change the waiting area \
together. We began with one question: what would make the hours between midnight and six bearable, and safe?"""

#: kind, what we have and from whom, days ago
READINESS = [
    (
        "time",
        "Two hours a month of Jo and Kwame each, agreed by the matron until next summer. Shift cover "
        "for night staff who come to sessions.",
        235,
    ),
    (
        "money",
        "£18,000 from the hospital's charity for furniture, light and small things. Travel and time of participants "
        "are paid from it first.",
        231,
    ),
    (
        "permission",
        "The matron and the site manager signed that what we decide inside what is open is done.",
        229,
    ),
]


@dataclass(frozen=True)
class Limit:
    """One boundary; ``added`` counts days ago, ``until`` days from today."""

    kind: str
    what: str
    why: str
    who: str
    added: int
    until: int | None = None
    promise: str = ""
    promise_words: str = ""
    is_public: bool = True


LIMITS = [
    Limit(
        "open",
        "Light, furniture and how the room is divided",
        "The room was last changed eleven years ago. Everything that can be "
        "moved or unscrewed is ours to change.",
        "The matron",
        234,
        promise="together",
    ),
    Limit(
        "open",
        "What people are told while they wait, and how",
        "There is no rule for it. What is said now grew by accident.",
        "The matron",
        234,
    ),
    Limit(
        "open",
        "What the kiosk and the drinks machines offer at night",
        "The contract ends this winter and our view will be part of the new one.",
        "Catering contracts",
        170,
        110,
        promise="ask",
        promise_words="Catering writes to us before they sign, and says what they took from us.",
    ),
    Limit(
        "fixed",
        "No building work before April",
        "The ward below cannot be closed in winter.",
        "Sean, for estates",
        232,
        140,
    ),
    Limit(
        "fixed",
        "Who is seen first",
        "That is decided by how ill somebody is, and only by a nurse or doctor.",
        "The clinical director",
        234,
    ),
    Limit(
        "fixed",
        "The doors to the ward stay locked at night",
        "Two staff were hurt last year.",
        "Head of security",
        201,
        promise="tell",
        is_public=False,
    ),
]


@dataclass(frozen=True)
class DemoStep:
    """
    One step. Days count backwards from today; negative ones lie ahead. ``moves``: (state, days ago, why).

    Jo writes down the ``planners``; of them, the ``silent`` have not said whether it is so, and the ``absent`` say no.
    """

    title: str
    added: int
    owner: str
    starts: int | None = None
    due: int | None = None
    moves: tuple[tuple[str, int, str], ...] = ()
    details: str = ""
    planners: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


STEPS = [
    DemoStep(
        "Sit in the room for five nights and write down what we see",
        232,
        "Amina",
        228,
        214,
        (("doing", 228, ""), ("done", 213, "")),
        "Two people each night, midnight to four. No names, only what happens.",
        ("Amina", "Derek", "Jo"),
    ),
    DemoStep(
        "Ask 60 people who are waiting one question: what would help right now?",
        232,
        "Derek",
        224,
        205,
        (("doing", 224, ""), ("done", 204, "73 people answered.")),
        "",
        ("Amina", "Derek", "Tomasz", "Jo"),
    ),
    DemoStep(
        "Count who leaves before they are seen, and when",
        218,
        "Rhys",
        216,
        196,
        (("doing", 216, ""), ("done", 195, "")),
        "From the department's own list, numbers only.",
        ("Rhys", "Grace", "Bev"),
    ),
    DemoStep(
        "Draw the people map together",
        226,
        "Jo",
        222,
        200,
        (("doing", 222, ""), ("done", 199, "")),
        "",
        ("Amina", "Bev", "Kwame", "Jo"),
    ),
    DemoStep(
        "Walk through the room with cleaners and porters at 2am",
        204,
        "Femi",
        200,
        190,
        (("doing", 199, ""), ("done", 192, "")),
        "",
        ("Femi", "Dorota", "Amina"),
    ),
    DemoStep(
        "Try reading lamps in one corner for two weeks",
        196,
        "Sean",
        190,
        176,
        (("exploring", 190, ""), ("done", 175, "People asked to keep them.")),
        "Six lamps on loan from the library.",
        ("Amina", "Derek", "Sean", "Grace"),
    ),
    DemoStep(
        "Try a quiet corner with six chairs",
        184,
        "Bev",
        178,
        157,
        (
            ("exploring", 177, ""),
            ("doing", 160, "It works. Now make it lasting."),
            ("done", 139, ""),
        ),
        "",
        ("Bev", "Sunita", "Eileen", "Grace"),
    ),
    DemoStep(
        "Write down what staff can honestly say about the time to wait",
        181,
        "Grace",
        175,
        155,
        (("doing", 174, ""), ("done", 151, "")),
        "",
        ("Grace", "Rhys", "Amina"),
    ),
    DemoStep(
        "A screen that shows the waiting time",
        172,
        "Rhys",
        165,
        120,
        (
            ("exploring", 164, ""),
            (
                "dropped",
                128,
                "Nobody could make the number true. A wrong number made people angrier than none.",
            ),
        ),
        "",
        ("Rhys", "Tomasz"),
    ),
    DemoStep(
        "A person goes round every hour and says what is happening",
        150,
        "Kwame",
        145,
        110,
        (("exploring", 143, ""), ("doing", 117, ""), ("done", 88, "")),
        "The nurse in charge, or security when she cannot.",
        ("Kwame", "Grace", "Callum", "Latoya"),
    ),
    DemoStep(
        "Test six kinds of chair",
        147,
        "Bev",
        140,
        122,
        (("doing", 139, ""), ("done", 119, "")),
        "In the chapel, a whole Saturday, with cake.",
        ("Bev", "Latoya", "Old Tom", "Eileen", "Femi"),
    ),
    DemoStep(
        "Ask the night shelter how people without a home are met",
        140,
        "Jo",
        133,
        105,
        (("exploring", 131, ""), ("done", 101, "They will come when Winston is there.")),
        "",
        ("Jo", "Winston"),
    ),
    DemoStep(
        "Cards in nine languages: where you are, what happens next",
        132,
        "Hamid",
        126,
        84,
        (("doing", 124, ""), ("done", 79, "")),
        "",
        ("Hamid", "Priya", "Nadia"),
    ),
    DemoStep(
        "A second screen by the door",
        120,
        "Rhys",
        116,
        96,
        (
            ("exploring", 115, ""),
            ("dropped", 99, "Tried for two weeks. It made more noise than it helped."),
        ),
        "",
        ("Rhys",),
    ),
    DemoStep(
        "Hot drinks after midnight: try a flask trolley",
        112,
        "Yusuf",
        108,
        80,
        (("exploring", 107, ""), ("done", 78, "Ninety cups a week. The kiosk wants to go on.")),
        "",
        ("Yusuf", "Rosa", "Derek"),
    ),
    DemoStep(
        "Dim the lights by zone for one month",
        92,
        "Sean",
        88,
        58,
        (("exploring", 88, ""), ("done", 57, "")),
        "",
        ("Sean", "Amina", "Grace", "Callum"),
    ),
    DemoStep(
        "Order twelve chairs with arms",
        74,
        "Bev",
        70,
        30,
        (("doing", 69, ""), ("done", 26, "Ordered. They come in three weeks.")),
        "",
        ("Bev", "Sean"),
        absent=("Sean",),
    ),
    DemoStep(
        "Phone charging that cannot be stolen",
        66,
        "Alex",
        60,
        33,
        (("doing", 59, ""), ("done", 31, "")),
        "",
        ("Alex", "Callum"),
    ),
    DemoStep(
        "Show new night staff what we agreed",
        55,
        "Grace",
        50,
        -20,
        (("doing", 47, ""),),
        "Ten minutes in each induction.",
        ("Grace", "Kwame", "Latoya"),
    ),
    DemoStep(
        "A place to lie down for people who wait more than six hours",
        48,
        "Sunita",
        44,
        -30,
        (("exploring", 43, ""),),
        "Two recliners, or one room? We do not know yet.",
        ("Sunita", "Rhys", "Irene", "Sean"),
    ),
    DemoStep(
        "Say goodbye properly: what people hear when they leave",
        41,
        "Priya",
        36,
        -12,
        (("exploring", 35, ""),),
        "",
        ("Priya", "Derek"),
    ),
    DemoStep(
        "Put the twelve chairs in place together",
        25,
        "Bev",
        -6,
        -18,
        (),
        "Saturday morning. Lunch is there.",
        ("Bev", "Big Dave", "Old Tom", "Eileen"),
        silent=("Big Dave",),
    ),
    DemoStep(
        "Move the drinks machine, or change what is in it",
        25,
        "Yusuf",
        -10,
        -40,
        (),
        "Waits for the new contract.",
        ("Yusuf", "Derek"),
    ),
    DemoStep(
        "Ask the same 60 people's question again",
        18,
        "Derek",
        -25,
        -50,
        (),
        "So that we know whether anything changed.",
        ("Derek", "Amina", "Tomasz"),
        silent=("Amina",),
        absent=("Tomasz",),
    ),
    DemoStep(
        "Write down who looks after the room when the project ends",
        12,
        "Jo",
        -40,
        -80,
        (),
        "",
        ("Jo", "Sean", "Amina"),
        silent=("Sean", "Amina"),
    ),
]
