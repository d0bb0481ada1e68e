"""The two parsers of PyYAML, with each of which tests are run."""

from typing import Any

import pytest
import yaml


@pytest.fixture(params=["libyaml", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with each of the two parsers of PyYAML."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML comes without libyaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
    return str(request.param)


@pytest.fixture(scope="module", params=[True, False], ids=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest) -> Any:
    """Run a property with each of the two parsers; hypothesis wants a fixture of a wider scope."""
    if request.param and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML comes without libyaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", request.param)
        yield
