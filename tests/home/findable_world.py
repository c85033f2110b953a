"""A project with enough in it to get lost: what people said, decided, planned and wrote, and who they are."""

from datetime import timedelta

from decisions.services import Maker, correct_decision, record_decision
from projects.models import Member
from tests import factories
from tests import known_factories as known
from tests.factories import NOW
from tests.questions.rows import answered, contribution, question, wording

PEOPLE = (
    *(
        "Zoë",
        "Siân Gruffydd",
        "Łukasz Wiśniewski",
        "Jürgen Müller",
        "محمد",
        "Agnieszka",
        "Mrs O’Connor",
    ),
    *("Nia Tŷ Gwyn", "Åse Bjørnsdottir", "Rosa", "François", "Catherine", "Stephen", "Gündoğan"),
)
SAID = (
    "The chairs by the window are too hard to sit on for four hours.",
    "Nobody tells us how long we have to wait.",
    "I could not find the toilet in the night, the sign has no light.",
    "My mother is deaf and did not hear her name being called.",
    "There is nowhere to charge a phone, and then nobody at home knows where I am.",
    "A volunteer sat with me until morning. I will never forget her kindness.",
    "Parking costs eleven pounds a night. That is a day's food for us.",
    "The vending machine takes coins only.",
    "I was afraid of the man who shouted, and there was no security guard.",
    "Die Wartenden brauchen eine Übersetzung der Schilder, auch für ältere Menschen.",
    "Mae angen arwyddion dwyieithog yn yr ystafell aros, a chŵn tywys yn cael dod i mewn.",
    "Nie rozumiem, co mówi pielęgniarka. Potrzebny jest tłumacz w nocy.",
    "لا أفهم ما تقوله المُمَرِّضة في الليل، نحتاج إلى مترجم",
    "Wheelchair users cannot get past the reception desk when the queue is long.",
    "We waited eleven hours with a child who has epilepsy, under flickering tubes.",
)
STEPS = (
    (
        "Ask the estates team for dimmable lamps",
        "They have a framework contract, and need a purchase order.",
    ),
    ("Borrow six reading lamps from the library", "For one month. The librarian brings them over."),
    (
        "Put up a screen that shows the waiting time",
        "Next to the reception, at eye level for those who sit.",
    ),
    ("Train two receptionists in British Sign Language", ""),
    (
        "Write the invitation in large print",
        "And read it aloud at the day centre for those with low vision.",
    ),
    (
        "Paint the corridor to the ultrasound department",
        "Yellow, because it can be told from the doors.",
    ),
    (
        "Try a hot drinks trolley on Friday nights",
        "Tea, soup and decaffeinated coffee. Ask about allergies.",
    ),
    ("Find money for a bereavement room", "The hospital charity meets in March."),
)
DECIDED = (
    ("Lights are dimmed from 11pm, reading lamps stay", "People could not rest under full light."),
    (
        "Everybody who comes is paid £12 an hour",
        "Expertise from experience is expertise. Cash, if they want.",
    ),
    ("We meet on Tuesdays at the community centre", "The hospital is where some of us were hurt."),
    (
        "Security staff wear ordinary clothes at night",
        "Uniforms frighten people who were in prison or fled.",
    ),
    ("Breastfeeding is welcome everywhere", "Nobody should be sent to a lavatory."),
)
NEWS = (
    ("The trolley runs every Friday", "Seventy-one people had soup. Thank you to the volunteers."),
    (
        "What the questionnaire told us",
        "Half of those who answered have never complained, and wanted to.",
    ),
    (
        "Safeguarding: whom to ring",
        "If somebody is in danger, ring Ruth Hale. She is not in the project.",
    ),
)
AGREED = (
    "We say what we mean, in words a tired person understands.",
    "Nobody has to tell their story twice.",
    "A good night is one in which somebody looked after you.",
)
LIMITS = (
    ("No building work before April", "The ward below cannot be closed.", "The estates manager"),
    (
        "The budget is five thousand pounds",
        "It is what the commissioners gave.",
        "The finance director",
    ),
    ("Smoking shelters stay where they are", "The fire officer decides that.", "The fire officer"),
)
GROUPS = (
    ("Homeless people", "They sleep in the waiting area when it is cold."),
    ("Parents of neurodivergent children", "Noise and flicker hurt."),
    ("Night porters and cleaners", "They see what nobody else sees."),
    ("Refugees and asylum seekers", "Many speak Tigrinya, Pashto or Kurdish."),
)


def fill(jo: Member, amina: Member) -> None:
    """Write all of it down."""
    project, more = jo.project, {"project": jo.project}
    for name in PEOPLE:
        factories.MemberFactory(known_as=name, **more)
    for number, words in enumerate(SAID):
        contribution(amina, words=words, said_at=NOW + timedelta(hours=number))
    for number, (title, details) in enumerate(STEPS):
        factories.StepFactory(number=90 + number, title=title, details=details, **more)
    for what, why in DECIDED:
        decide(jo, what, why)
    outside = Maker(name="Ruth Hale", as_what="The hospital’s charity")
    decide(jo, "The charity pays for the blankets", "It has offered to.", outside)
    for title, text in NEWS:
        factories.UpdateFactory(title=title, where_we_are=text, sent_at=NOW, **more)
    for words in AGREED:
        factories.StatementFactory(words=words, **more)
    for what, why, who in LIMITS:
        factories.BoundaryFactory(kind="fixed", what=what, why=why, who=who, **more)
    for name, affected in GROUPS:
        factories.GroupFactory(name=name, affected=affected, **more)
    _ask(amina, jo)
    _know(project, jo, amina)


def decide(by: Member, what: str, why: str, *others: Maker):
    """Record a decision, of whoever writes it down and these others."""
    return record_decision(
        by.project,
        by=by,
        what=what,
        why=why,
        decided_on=NOW.date(),
        makers=[Maker(member=by), *others],
        now=NOW,
    )


def _ask(amina: Member, jo: Member) -> None:
    asked = question(amina, words="What would make a night here bearable?")
    wording(asked, amina, words="What do you need between midnight and six?")
    question(
        amina,
        words="Who decides about the lights?",
        ended_at=NOW,
        end="settled",
        end_why="The electricians told us: the ward sister does.",
    )
    said = contribution(amina, words="Could therapy dogs visit us?")
    answered(said, by=jo, reason="Yes, from the charity Paws. Infection control agreed.")
    said.replies.create(member=amina, words="My asthma says no to animals.", said_at=NOW)


def _know(project, jo: Member, amina: Member) -> None:
    data = known.StartingPointFactory(
        project=project, what="41 complaints of last winter", source="The complaints office"
    )
    data.additions.create(
        member=amina,
        written_by=amina,
        was_participant=True,
        words="Nobody counted the silent ones.",
        at=NOW,
    )
    known.StrengthFactory(project=project, what="The night porter whom everybody trusts")
    known.ImpactFactory(project=project, what="Fewer people leave before they are seen")
    factories.UnsettledFactory(project=project, what="Whether the quiet corner needs a door")
    factories.ActionFactory(project=project, owner=jo, what="Ring the interpreters’ agency")
    factories.LessonFactory(
        project=project, learned="Posters reach nobody, the taxi drivers reach everybody."
    )
    factories.a_decision(project, jo, what="The pharmacy opens at seven")
    old = decide(jo, "Curtains hang between the chairs", "For privacy, and against draughts.")
    correct_decision(
        old,
        by=jo,
        base_version=1,
        change_why="The fire officer forbids fabric.",
        now=NOW,
        what="Screens of plywood stand between the chairs",
        why="For privacy.",
    )
