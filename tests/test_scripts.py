"""The scripts that `make` runs before there is a virtual environment."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
SHELL = shutil.which("sh") or ""

pytestmark = pytest.mark.skipif(not SHELL, reason="not run: make's scripts need a POSIX shell")


def run(script: str, *arguments: str, path: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SHELL, str(SCRIPTS / script), *arguments],
        env={"PATH": path, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def program(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!{SHELL}\n{text}\n", "utf-8")
    (folder / name).chmod(0o755)


def base_tools(folder: Path) -> str:
    """A folder with what the scripts call and nothing else."""
    folder.mkdir()
    for name in ("uname", "id", "env"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return str(folder)


def test_a_python_without_tkinter_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path / "bare", "python3", "exit 1")
    program(tmp_path / "whole", "python3", f'exec "{sys.executable}" "$@"')
    done = run("find_python.sh", path=f"{tmp_path}/none:{tmp_path}/bare:{tmp_path}/whole")
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).samefile(sys.executable)


def test_a_python_can_be_named(tmp_path: Path) -> None:
    tools = base_tools(tmp_path / "tools")
    assert run("find_python.sh", path=tools, PYTHON=sys.executable).returncode == 0
    program(tmp_path / "bare", "python3", "exit 1")
    refused = run("find_python.sh", path=tools, PYTHON=f"{tmp_path}/bare/python3")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "name another one" in refused.stderr


def test_without_any_python_one_line_says_what_to_install(tmp_path: Path) -> None:
    done = run("find_python.sh", path=base_tools(tmp_path / "tools"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "tkinter" in done.stderr


def test_nothing_missing_is_nothing_said(tmp_path: Path) -> None:
    done = run("install_missing.sh", "env:coreutils", path=base_tools(tmp_path / "tools"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_cannot_be_installed_is_named_in_one_line(tmp_path: Path) -> None:
    done = run("install_missing.sh", "no-such-command:xvfb", path=base_tools(tmp_path / "tools"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "sudo apt-get install xvfb" in done.stderr


def test_root_has_it_installed_and_old_lists_are_refreshed(tmp_path: Path) -> None:
    """Stand-ins for root's id and apt-get: installing fails until the lists were updated."""
    tools, said = base_tools(tmp_path / "tools"), tmp_path / "said"
    script = f'echo "$@" >>"{said}"\ncase "$*" in *install*) grep -q update "{said}";; esac'
    program(tmp_path / "apt", "apt-get", script)
    program(tmp_path / "apt", "id", "echo 0")
    path = f"{tmp_path}/apt:{tools}:{Path(shutil.which('grep') or '').parent}"
    done = run("install_missing.sh", "no-such-command:xvfb", path=path)
    assert (done.returncode, done.stdout) == (0, "Installing xvfb\n"), done.stderr
    calls = said.read_text().splitlines()
    assert [next(verb for verb in ("install", "update") if verb in call) for call in calls] == [
        "install",
        "update",
        "install",
    ]
