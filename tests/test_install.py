"""The wheel: built from this checkout, installed where nothing else is, and run far from the checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands.running import ROOT, plain_environment

pytestmark = pytest.mark.xdist_group("install")  # what is installed once is for all of them


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--quiet", "--wheel-dir", folder, cwd=folder)
    (built,) = folder.glob("npo_cli-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and what it needs into an empty environment; give its folder of commands."""
    folder = tmp_path_factory.mktemp("leeg")
    venv.create(folder)  # without a pip of its own, which takes seconds: ours installs into it
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", folder)
    run(*pip, "install", "--quiet", "--disable-pip-version-check", "--no-compile", wheel, cwd=folder)
    return commands


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command far from the checkout, and give its output; what it says is the reason if it fails."""
    environment = plain_environment(os.environ)
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        environment.pop(name, None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "NPO_CACHE": str(cwd / "cache"), "NPO_LANG": "nl"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_wheel_holds_the_rules(wheel: Path) -> None:
    """Every file of rules is in the wheel, as it stands in the checkout, and no test is."""
    rules = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "rules").rglob("*.yaml")}
    assert any(name.startswith("rules/npo-spuk/") for name in rules)
    with ZipFile(wheel) as archive:
        names = archive.namelist()
        assert {name: archive.read(f"npo_cli/{name}") for name in rules} == rules
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"npo_cli"}


def test_wheel_holds_the_licence(wheel: Path) -> None:
    """The licence goes with the wheel, and says something."""
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/LICENSE"))
        assert len(archive.read(name)) > 1_000


def test_installed_command(installed: Path, tmp_path: Path) -> None:
    """The installed `npo` decides, cites and writes, without the checkout."""
    answer = run(installed / "npo", "check", "zomerschool", cwd=tmp_path)
    assert answer.splitlines()[0] == "✓ TOEGESTAAN"
    assert "Verslag NP Onderwijs" in " ".join(answer.split())
    where = run(installed / "python", "-c", "import npo_cli; print(npo_cli.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(installed.parent.resolve())


def test_installed_command_has_all_it_needs(installed: Path, tmp_path: Path) -> None:
    """Every command runs with the dependencies that the wheel asks for, and with no others."""
    (tmp_path / "a.csv").write_text("omschrijving;bedrag\nzomerschool;1.234,50\n", encoding="utf-8")
    run(installed / "npo", "check", "--file", "a.csv", "--output", "b.json", cwd=tmp_path)
    assert (tmp_path / "b.json").read_text(encoding="utf-8").startswith("[")
    code = "import openpyxl; b = openpyxl.Workbook(); b.active.append(['omschrijving']); b.active.append(['bijles'])"
    run(installed / "python", "-c", f"{code}; b.save('a.xlsx')", cwd=tmp_path)
    assert "bijles" in run(installed / "npo", "check", "--file", "a.xlsx", cwd=tmp_path)
    assert "transport" in run(installed / "npo", "rules", "list", cwd=tmp_path)
    run(installed / "npo", "rules", "lint", "--pack", "example-grant", cwd=tmp_path)
    run(installed / "npo", "rules", "test", cwd=tmp_path)
    run(installed / "npo", "demo", cwd=tmp_path)
    assert run(installed / "python", "-m", "npo_cli", "--version", cwd=tmp_path).startswith("npo ")
