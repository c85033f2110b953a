"""Who takes part in the demo's main project, and the groups on its people map."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One member. ``joined`` counts days ago; None: was invited and never came."""

    name: str
    joined: int | None
    email: str = ""
    role: str = "participant"
    experience: tuple[str, ...] = ()
    groups: tuple[tuple[str, str, str], ...] = ()  # group, extent, in their words
    channel: str = "email"
    rhythm: str = "at-once"
    phone: str = ""
    address: str = ""
    large_print: bool = False
    invited: int = 0
    shows_name: bool = True  # to the others, beside the groups for which they can speak


@dataclass(frozen=True)
class MapGroup:
    """One group on the people map. ``added`` counts days ago; of 0 that should be here nothing is said."""

    name: str
    sector: str
    affected: str
    involve: str
    why: str
    reach: str
    added: int
    should_be: int = 0
    should_be_a_few: bool = False


WAIT, CARE, NIGHT, CLEAN, NEAR = (
    "People who wait at night",
    "Carers, family and friends who wait with somebody",
    "Night staff of the emergency department",
    "Cleaners and porters",
    "Shopkeepers and taxi drivers nearby",
)
ROUGH, WORDS, CREWS, MONEY, HOMES = (
    "People with no home who come in for warmth",
    "People who speak little English",
    "Ambulance crews",
    "Estates and finance",
    "People who live across the road",
)

GROUPS = [
    MapGroup(
        WAIT,
        "using",
        "They sit here for four hours on average, ill or in pain, under full light, and nobody tells "
        "them how long it will be.",
        "yes",
        "The room is for them.",
        "Poster and cards in the room; Amina and Derek ask people while they wait.",
        240,
        should_be=12,
    ),
    MapGroup(
        CARE,
        "carers",
        "They keep somebody company all night, often after a day of work, and have nowhere to lie back.",
        "yes",
        "They see what happens when staff are busy.",
        "Through the carers' centre on Bridge Street.",
        240,
    ),
    MapGroup(
        NIGHT,
        "staff",
        "They are asked “how much longer?” forty times a night and have no answer to give.",
        "yes",
        "Whatever changes, they work with it at 3am.",
        "At handover, 7.15pm. Kwame asks.",
        240,
        should_be=6,
    ),
    MapGroup(
        CLEAN,
        "staff",
        "They clean around sleeping people and know which corners nobody uses.",
        "yes",
        "They were never asked before.",
        "Break room, 2am. A paper note works, email does not.",
        205,
    ),
    MapGroup(
        NEAR,
        "community",
        "They see who leaves before being seen, and they are open when the café is not.",
        "yes",
        "They can offer what the hospital cannot.",
        "Jo visits the kiosk and the taxi rank.",
        198,
    ),
    MapGroup(
        ROUGH,
        "using",
        "They come in to get warm and are sometimes sent away by people who think they are not ill.",
        "yes",
        "A change in the room can shut them out.",
        "Through the night shelter; they ask for somebody they know.",
        150,
        should_be_a_few=True,
    ),
    MapGroup(
        WORDS,
        "using",
        "They cannot follow announcements, and family members translate things they should not have to.",
        "yes",
        "One in six people who wait here.",
        "Interpreters' office, and the women's group at the mosque.",
        205,
        should_be_a_few=True,
    ),
    MapGroup(
        CREWS, "staff", "They bring people in and wait at the same doors.", "not-sure", "", "", 150
    ),
    MapGroup(
        MONEY,
        "deciders",
        "They say what may be built and paid for.",
        "yes",
        "Nothing on the walls changes without them.",
        "Monthly estates meeting.",
        238,
    ),
    MapGroup(
        HOMES,
        "community",
        "Ambulance lights and people smoking under their windows.",
        "no",
        "They asked to be kept informed and not to take part. We send them all news.",
        "Letter box.",
        150,
    ),
]

LIVED, TRAINED, PROFESSIONAL, PERSONAL = "lived", "trained", "professional", "personal"


def _mail(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


PEOPLE = [
    Person("Jo", 244, "jo@example.org", "facilitator", (PROFESSIONAL, PERSONAL)),
    Person(
        "Kwame",
        240,
        "kwame@example.org",
        "facilitator",
        (PROFESSIONAL, TRAINED),
        ((NIGHT, "some", "I work nights myself."),),
    ),
    Person(
        "Amina",
        236,
        "amina@example.org",
        "participant",
        (LIVED, PERSONAL),
        ((WAIT, "many", "I ask people in the room and tell them what came of it."),),
    ),
    Person(
        "Derek",
        236,
        _mail("Derek"),
        "participant",
        (LIVED,),
        ((WAIT, "some", "The Thursday heart group."),),
        rhythm="weekly",
    ),
    Person(
        "Mrs Okafor",
        233,
        "",
        "participant",
        (LIVED, PERSONAL),
        ((WAIT, "myself", ""),),
        "post",
        address="14 Canal Row\nRiverside\nRV2 4QT",
        large_print=True,
    ),
    Person(
        "Tomasz",
        230,
        _mail("Tomasz"),
        "participant",
        (LIVED,),
        ((WAIT, "some", "Men I know from the building site."),),
    ),
    Person(
        "Bev",
        230,
        _mail("Bev"),
        "facilitator",
        (PERSONAL,),
        ((CARE, "many", "I run the Tuesday carers' table."),),
    ),
    Person(
        "Mr Lindqvist",
        226,
        "",
        "participant",
        (LIVED,),
        ((WAIT, "myself", ""),),
        "phone",
        phone="01632 960 114",
    ),
    Person(
        "Sunita",
        221,
        _mail("Sunita"),
        "facilitator",
        (PERSONAL, TRAINED),
        ((CARE, "some", "My mother's friends."),),
        rhythm="weekly",
    ),
    Person(
        "Rhys",
        219,
        _mail("Rhys"),
        "facilitator",
        (PROFESSIONAL,),
        ((NIGHT, "some", "Triage nurses."),),
    ),
    Person(
        "Grace",
        219,
        _mail("Grace"),
        "facilitator",
        (PROFESSIONAL, PERSONAL),
        ((NIGHT, "many", "I bring it to the ward meeting."),),
        rhythm="weekly",
    ),
    Person(
        "Hamid",
        214,
        _mail("Hamid"),
        "participant",
        (LIVED, PERSONAL),
        ((WAIT, "some", ""), (WORDS, "some", "I speak Dari and Farsi with people who wait.")),
    ),
    Person(
        "Eileen",
        210,
        "",
        "participant",
        (LIVED, PERSONAL),
        ((CARE, "myself", ""),),
        "phone",
        phone="01632 960 127",
    ),
    Person(
        "Femi",
        209,
        _mail("Femi"),
        "participant",
        (PROFESSIONAL,),
        ((CLEAN, "many", "All of us on the night round."),),
    ),
    Person(
        "Dorota",
        209,
        "",
        "participant",
        (PROFESSIONAL, LIVED),
        ((CLEAN, "some", "The cleaners on floor 0."),),
        "post",
        address="3 Mill Yard\nRiverside\nRV1 9AA",
    ),
    Person(
        "Winston",
        196,
        _mail("Winston"),
        "participant",
        (PERSONAL,),
        ((NEAR, "some", "Drivers on the rank."),),
    ),
    Person(
        "Yusuf",
        196,
        _mail("Yusuf"),
        "participant",
        (PERSONAL,),
        ((NEAR, "myself", "I have the kiosk."),),
        rhythm="monthly",
    ),
    Person(
        "Priya",
        190,
        _mail("Priya"),
        "participant",
        (LIVED, TRAINED),
        ((WAIT, "some", "Students."),),
    ),
    Person(
        "Old Tom",
        188,
        "",
        "participant",
        (LIVED,),
        ((WAIT, "myself", ""),),
        "post",
        address="Flat 9, Weir House\nRiverside\nRV2 1LB",
    ),
    Person(
        "Marguerite",
        180,
        _mail("Marguerite"),
        "participant",
        (PERSONAL,),
        ((CARE, "some", ""),),
        rhythm="monthly",
    ),
    Person(
        "Sean",
        201,
        _mail("Sean"),
        "participant",
        (PROFESSIONAL, TRAINED),
        ((MONEY, "many", "Estates: I bring back what is possible."),),
    ),
    Person(
        "Latoya",
        160,
        _mail("Latoya"),
        "participant",
        (LIVED,),
        ((WAIT, "some", "People with sickle cell."),),
        shows_name=False,
    ),
    Person(
        "Big Dave",
        151,
        _mail("Big Dave"),
        "participant",
        (PROFESSIONAL,),
        ((CLEAN, "some", "Porters."),),
        rhythm="asked-only",
    ),
    Person(
        "Nadia", 140, _mail("Nadia"), "participant", (TRAINED, PERSONAL), ((CARE, "myself", ""),)
    ),
    Person(
        "Alex",
        133,
        _mail("Alex"),
        "participant",
        (LIVED,),
        ((WAIT, "some", "Young people who come in alone."),),
        rhythm="weekly",
    ),
    Person(
        "Irene",
        118,
        "",
        "participant",
        (LIVED, PERSONAL),
        ((WAIT, "myself", ""), (CARE, "myself", "")),
        "phone",
        phone="01632 960 141",
    ),
    Person(
        "Callum",
        155,
        _mail("Callum"),
        "participant",
        (PROFESSIONAL,),
        ((NIGHT, "some", "Security."),),
    ),
    Person(
        "Rosa",
        115,
        _mail("Rosa"),
        "participant",
        (PERSONAL,),
        ((NEAR, "some", "The flats above the shops."),),
    ),
    Person("Ishaan", 40, _mail("Ishaan"), "participant", (), ()),
    Person("Paulette", 24, _mail("Paulette"), "participant", (LIVED,), ((WAIT, "myself", ""),)),
    Person("Mo", None, _mail("Mo"), invited=130),
    Person("Sister Agnes", None, _mail("Sister Agnes"), invited=55),
    Person("Viktor", None, _mail("Viktor"), invited=6),
]
