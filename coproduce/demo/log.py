"""The decision log of the demo's main project."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DemoDecision:
    """One decision. ``day`` counts days ago; ``others``: name and as what; ``corrected``: days ago, why, new words."""

    day: int
    what: str
    why: str
    makers: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()
    how: str = ""
    considered: str = ""
    rests_on: str = ""
    mind: str = ""
    limit: str = ""
    again: int | None = None
    corrected: tuple[int, str, dict[str, str]] | None = None
    supersedes: tuple[int, str] | None = None
    withdrawn: tuple[int, str] | None = None
    late: int = 1  # days from the decision to its record
    changed: dict[str, str] = field(default_factory=dict)


#: The numbers of those that are on the public page; who is paid what stays among members.
PUBLIC = (1, 3, 9, 11, 12, 13, 15, 16, 17, 18, 19, 20)
DECISIONS = [
    DemoDecision(
        230,
        "We meet on Tuesdays at 6pm and once a month at 2am",
        "Night staff and cleaners cannot come at six, and people who sleep badly are awake at two.",
        ("Amina", "Derek", "Jo", "Kwame", "Bev"),
        how="Agreed together at the first session",
        considered="Only evenings: that leaves out the people who work at night.",
    ),
    DemoDecision(
        230,
        "Everybody who comes is paid for their time and their travel, in cash if they want",
        "Nobody should have to choose between a bus fare and having a say. Staff are paid for "
        "being here; so are the others.",
        ("Amina", "Derek", "Tomasz", "Jo", "Kwame", "Bev"),
        (("Ruth Hale", "the hospital's charity"),),
        "Agreed together",
        "Vouchers only: some people cannot use them, and they say “we do not trust you with money”.",
        corrected=(
            226,
            "The amount was missing, people asked for it.",
            {
                "what": "Everybody who comes is paid £12 an hour and their travel, in cash if they want"
            },
        ),
    ),
    DemoDecision(
        205,
        "We start with light, news and warm drinks, in this order",
        "Of 73 people asked, 41 named the light, 38 not knowing, and 22 something warm.",
        ("Amina", "Derek", "Tomasz", "Bev", "Rhys", "Grace", "Jo", "Kwame"),
        how="Dots on the wall, three each",
        considered="Toilets came fourth. They are being repaired already.",
        rests_on="The question we asked 73 people in the room; the five nights.",
    ),
    DemoDecision(
        199,
        "Cleaners and porters are a group of their own on the people map",
        "They were hidden under “staff”. They work with the room every night and were never asked.",
        ("Amina", "Kwame", "Bev", "Jo"),
        how="Agreed at the map session",
        mind="Femi asked: “And who cleans your new corner?”",
    ),
    DemoDecision(
        190,
        "We try things for two weeks before we decide about them",
        "What sounds right at a table is often wrong at 3am. A try can be undone.",
        ("Amina", "Derek", "Grace", "Rhys", "Femi", "Jo"),
        how="Agreed together",
        considered="A bigger pilot of three months: too slow to learn from.",
    ),
    DemoDecision(
        175,
        "The six reading lamps stay",
        "Every person we asked in that corner wanted them, and nobody at the desk was disturbed.",
        ("Amina", "Derek", "Sunita", "Grace", "Rhys", "Sean"),
        how="All agree",
        limit="Light, furniture and how the room is divided",
    ),
    DemoDecision(
        172,
        "We try a screen with the waiting time",
        "“Nobody tells you how long” is the sentence we heard most.",
        ("Rhys", "Tomasz", "Jo", "Kwame"),
        how="Six agree, two with a concern: the number must be true",
        withdrawn=(
            128,
            "The number could not be made true, so the try was ended. What replaces it stands in decision 10.",
        ),
    ),
    DemoDecision(
        160,
        "The corner by the window becomes the quiet corner",
        "In the try, people with migraines and people with children who cannot settle used it most.",
        ("Bev", "Sunita", "Eileen", "Grace", "Dorota"),
        how="Agreed, one with a concern",
        considered="The corner by the toilets: Dorota showed us why not.",
        corrected=(
            157,
            "Eileen was there and was not named among the makers' words.",
            {
                "how": (
                    "Agreed, one with a concern: Eileen, that it must not become the place where people are "
                    "forgotten"
                )
            },
        ),
    ),
    DemoDecision(
        151,
        "Staff say what they know and what they do not, in three sentences",
        "A true “I do not know, I come back at two” helps more than “soon”.",
        ("Grace", "Rhys", "Amina", "Latoya", "Kwame"),
        (("Matron Bell", "the matron"),),
        "Agreed together",
        limit="What people are told while they wait, and how",
    ),
    DemoDecision(
        128,
        "Somebody goes round every hour and says what is happening",
        "People who were told something each hour asked the desk half as often, and fewer left.",
        ("Kwame", "Grace", "Latoya", "Amina", "Derek", "Callum"),
        how="Agreed, for three months",
        mind="We wanted a screen. A person turned out to be the answer.",
        again=-20,
    ),
    DemoDecision(
        119,
        "We buy chairs with arms, model 4 of the six",
        "People with bad knees and people after surgery could get out of it alone. Cleaners can move it.",
        ("Bev", "Latoya", "Old Tom", "Eileen", "Femi", "Sean"),
        (("Ruth Hale", "the hospital's charity"),),
        "Tried by 44 people, then agreed",
        "Model 2 was softer; after an hour nobody could get up from it.",
        corrected=(
            112,
            "There are two model 4. We mean the wide one.",
            {"what": "We buy chairs with arms, model 4 wide of the six"},
        ),
    ),
    DemoDecision(
        101,
        "People who come in for warmth are offered a seat and a drink, and are asked once if they are ill",
        "Sending people away made the room less safe, not more. The shelter told us what helps.",
        ("Winston", "Jo", "Kwame", "Callum"),
        (("Pauline", "the night shelter"),),
        "Agreed, security with a concern",
        late=9,
    ),
    DemoDecision(
        99,
        "No more screens in this project",
        "Two tries, both ended. Screens make noise and somebody has to feed them.",
        ("Rhys", "Amina", "Tomasz", "Jo"),
        how="Agreed together",
    ),
    DemoDecision(
        86,
        "Lights are dimmed from 10pm, in the whole room",
        "People could not rest under full light.",
        ("Amina", "Derek", "Grace", "Sean"),
        how="Agreed, as a try for one month",
    ),
    DemoDecision(
        57,
        "Lights are dimmed from 11pm in two zones, reading lamps stay",
        "People could not rest under full light, and two had left before they were seen. Staff "
        "need light at the desk, and some people want to read. Dimming in two zones does both.",
        ("Amina", "Derek", "Priya", "Latoya", "Sunita", "Hamid", "Grace", "Callum", "Sean"),
        (("Anil Rao", "estates manager"),),
        "Agreed together; twelve agree, one with a concern",
        "Eye masks: people would not feel safe. One switch for all: staff cannot work.",
        "The month of trying; the night count; “it is like a garage at 2am”.",
        "“I get dizzy in low light.” The corner by the door stays bright.",
        "Light, furniture and how the room is divided",
        -60,
        (
            55,
            "The time was wrong: 11pm and not 10pm in the second zone as well.",
            {
                "how": "Agreed together; twelve agree, one with a concern, which is met by the bright corner"
            },
        ),
        (
            14,
            "The month showed that one zone is not enough: staff could not see, and people by the door felt unsafe.",
        ),
    ),
    DemoDecision(
        54,
        "The kiosk runs the flask trolley from midnight to four, paid until spring",
        "Ninety cups a week, and Yusuf's nephew knows everybody by now.",
        ("Yusuf", "Rosa", "Derek", "Jo"),
        (("Ruth Hale", "the hospital's charity"),),
        "Agreed",
        limit="What the kiosk and the drinks machines offer at night",
    ),
    DemoDecision(
        43,
        "Cards in nine languages hang at eye height of somebody who sits",
        "That is where people look. Standing height was our first mistake.",
        ("Hamid", "Nadia", "Priya", "Femi"),
        how="Tried both",
    ),
    DemoDecision(
        31,
        "Phone lockers stand in sight of the desk",
        "Six lockers, nothing taken in three weeks.",
        ("Alex", "Callum", "Rhys"),
        how="Agreed",
        late=2,
    ),
    DemoDecision(
        20,
        "We ask about lying down before we buy anything",
        "Recliners take the place of three chairs each. We do not know who needs them, and for how long.",
        ("Sunita", "Irene", "Rhys", "Sean", "Amina"),
        how="Agreed together",
        mind="Irene: “Ask the ones who are lying on the floor.”",
    ),
    DemoDecision(
        5,
        "The chairs are put in place by us, on a Saturday, with lunch",
        "Those who chose them know where they go. And we want to see each other by daylight.",
        ("Bev", "Big Dave", "Old Tom", "Eileen", "Jo"),
        how="Agreed by phone and in the session",
    ),
]
