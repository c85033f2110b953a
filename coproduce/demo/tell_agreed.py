"""What the group agreed on, who said what of it, and who has how much say."""

from collections.abc import Callable
from datetime import datetime

from actions import services as actions
from actions.models import Action
from coproduce.demo import agreed, people
from coproduce.demo.story import Story
from participation import services as participation
from plan import services as plan
from plan.models import Agreement, Statement

ORDER = 60


def tell(story: Story) -> None:
    """The statements with what members said of them, the say of the groups, and the actions on it."""
    for entry in agreed.AGREED:
        _state(story, entry)
    for name, say in agreed.SAY.items():
        story.at(agreed.LOOKED_AT, 19, _weigh(story, name, say))
    for promise in agreed.ON_IMBALANCE:
        _promise(story, promise)


def _state(story: Story, entry: agreed.Agreed) -> None:
    made: dict[str, Statement] = {}

    def add(now: datetime) -> None:
        made["it"] = plan.add_statement(story.project, kind=entry.kind, words=entry.words, now=now)

    story.at(entry.day, 20, add)
    _ask(story, entry, made, entry.day)
    if entry.reworded:
        day, words = entry.reworded
        story.at(day, 20, _reword(story, made, words))
        _ask(story, entry, made, day)
    if entry.concern:
        _concern(story, entry.concern, made)


def _reword(story: Story, made: dict[str, Statement], words: str) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        statement = Statement.objects.get(pk=made["it"].pk)
        statement.words = words
        plan.change_statement(statement, revision=statement.revision, by=story.jo, now=now)

    return happen


def _ask(story: Story, entry: agreed.Agreed, made: dict[str, Statement], since: int) -> None:
    """Let everybody answer in the days after ``since``, or after they came in."""
    for place, person in enumerate(people.PEOPLE):
        is_asked = person.joined is not None and person.name not in entry.silent
        if is_asked and not (entry.concern and entry.concern.who == person.name):
            says = Agreement.Says.NOT_YET if person.name in entry.not_yet else Agreement.Says.AGREE
            day = max(min(since, person.joined or 0) - 2 - place % 5, 0)
            story.at(day, 21, _say(story, person, made, says))


def _concern(story: Story, concern: agreed.ToldConcern, made: dict[str, Statement]) -> None:
    person = next(person for person in people.PEOPLE if person.name == concern.who)
    story.at(concern.day, 21, _say(story, person, made, Agreement.Says.NOT_YET, concern.words))
    if concern.answered:
        day, outcome = concern.answered

        def close(now: datetime) -> None:
            row = made["it"].concerns.get(words=concern.words)
            plan.close_concern(row, outcome=outcome, by=story.jo, now=now)

        story.at(day, 20, close)
        story.at(day - 4, 21, _say(story, person, made, Agreement.Says.AGREE))


def _say(
    story: Story, person: people.Person, made: dict[str, Statement], says: str, words: str = ""
) -> Callable[[datetime], None]:
    """Jo writes down what people without email said."""

    def happen(now: datetime) -> None:
        member = story.members[person.name]
        statement = Statement.objects.get(pk=made["it"].pk)
        said = [plan.Said(statement, statement.revision, says, words)]
        by = member if person.email else story.jo
        plan.answer_statements(member, said, by=by, now=now)

    return happen


def _weigh(story: Story, name: str, say: tuple[str, str]) -> Callable[[datetime], None]:
    def happen(now: datetime) -> None:
        group = story.groups[name]
        today, wanted = say
        participation.change_group(
            group, revision=group.revision, now=now, say_today=today, say_wanted=wanted
        )

    return happen


def _promise(story: Story, promise: agreed.OnImbalance) -> None:
    made: dict[str, Action] = {}

    def add(now: datetime) -> None:
        made["it"] = participation.act_on_imbalance(
            story.groups[promise.group],
            what=promise.what,
            owner=story.members[promise.owner],
            due_on=story.day(promise.due),
            now=now,
        )

    story.at(promise.day, 20, add)
    if promise.done:
        day, outcome = promise.done
        story.at(day, 20, lambda now: _finish(made["it"], outcome, now))
    if promise.asked:
        day, name, why = promise.asked
        story.at(day, 20, lambda now: _hand_over(story, made["it"], name, why, now))


def _finish(action: Action, outcome: str, now: datetime) -> None:
    actions.finish_action(action, outcome=outcome, by=action.owner, now=now)


def _hand_over(story: Story, action: Action, name: str, why: str, now: datetime) -> None:
    to = story.members[name]
    actions.ask_to_take_over(action, to=to, by=action.owner, why=why, now=now)
