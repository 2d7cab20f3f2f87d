"""The platform that the environment names: what is accepted, and what is said of what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from negoce.config.env import EnvironmentProblem, read_environment
from negoce.config.platform_route import is_here, platform_route
from negoce.integrations.platform.types import FolderRoute, RestRoute

ADDRESS = "https://api.flow.platform.example/flow-service"


def test_without_a_variable_there_is_none():
    assert platform_route({}) is None
    assert read_environment({"NEGOCE_DATA": "/tmp/x"}).platform is None


def test_a_folder_and_an_address():
    assert platform_route({"NEGOCE_PLATFORM": "folder:/var/negoce"}) == FolderRoute(Path("/var/negoce"))
    route = platform_route({"NEGOCE_PLATFORM": f"{ADDRESS}/", "NEGOCE_PLATFORM_TOKEN": "t"})
    assert route == RestRoute(ADDRESS, token="t")


def test_a_demonstration_may_only_reach_this_machine():
    assert is_here(FolderRoute(Path("/x")))
    assert is_here(RestRoute("http://127.0.0.1:8190"))
    assert not is_here(RestRoute(ADDRESS))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"NEGOCE_PLATFORM": "folder:relative"}, "whole path"),
        ({"NEGOCE_PLATFORM": "ftp://x"}, "https"),
        ({"NEGOCE_PLATFORM": "http://platform.example", "NEGOCE_PLATFORM_TOKEN": "t"}, "https"),
        ({"NEGOCE_PLATFORM": "https://user:secret@platform.example"}, "secrets have variables"),
        ({"NEGOCE_PLATFORM": ADDRESS}, "NEGOCE_PLATFORM_TOKEN"),
        ({"NEGOCE_PLATFORM": ADDRESS, "NEGOCE_PLATFORM_TOKEN_URL": "https://t.example"}, "_SECRET"),
    ],
)
def test_what_is_badly_set_is_said_without_the_secret(values, said):
    with pytest.raises(EnvironmentProblem, match=said) as problem:
        read_environment({"NEGOCE_DATA": "/tmp/x", **values})
    assert "secret@" not in str(problem.value)
