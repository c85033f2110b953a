"""What an app offers is found by its module alone, in the order of the apps."""

import pytest
from django.apps import apps

from core.offers import merged, offered, short
from tests import made_up

OFFER = "def something():\n    return 'found'\n"


def test_what_nobody_offers_is_nothing():
    assert offered("something") == ()


def test_an_offer_is_found_by_adding_one_module(tmp_path):
    with made_up.app(tmp_path, {"offers": OFFER}):
        (something,) = offered("something")
        assert something() == "found"


def test_an_offer_goes_with_its_app(tmp_path):
    with made_up.app(tmp_path, {"offers": OFFER}):
        assert len(offered("something")) == 1
    assert offered("something") == ()


def test_offers_come_in_the_order_of_the_apps(tmp_path):
    with made_up.app(tmp_path, {"offers": "def facts(**known):\n    return {}\n"}):
        offering = [facts.__module__.partition(".")[0] for facts in offered("facts")]
        installed = [config.name for config in apps.get_app_configs()]
    assert offering[-1] == "made_up_app"
    assert offering == [name for name in installed if name in offering]


def test_an_app_without_the_module_offers_nothing(tmp_path):
    before = offered("STATES")
    with made_up.app(tmp_path, {"models": ""}):
        assert offered("STATES") == before


def test_another_module_is_found_the_same_way(tmp_path):
    with made_up.app(tmp_path, {"rows": OFFER}):
        assert len(offered("something", where="{app}.rows")) == 1


def test_what_goes_wrong_inside_a_module_is_not_hidden(tmp_path):
    with (
        made_up.app(tmp_path, {"offers": "import no_such_module"}),
        pytest.raises(ModuleNotFoundError, match="no_such_module"),
    ):
        offered("something")


def test_tables_become_one():
    assert merged([{"a": 1}, {}, {"b": 2}]) == {"a": 1, "b": 2}


def test_a_name_that_two_apps_use_is_refused():
    with pytest.raises(ValueError, match="Offered twice: a"):
        merged([{"a": 1}, {"a": 1, "b": 2}])


def test_a_long_text_ends_at_a_word():
    assert short("word " * 50) == "word " * 47 + "word …"
    assert short("word") == "word"
