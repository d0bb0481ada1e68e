"""A PostgreSQL server for the tests: one that is given, or one that the tests start from the machine's own binaries.

NPO_TEST_POSTGRES_URL names a server on which the tests may make and drop databases and roles. Without it a server is
started in a temporary folder, once for all workers of a run, and stopped by the last of them.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

MEMORY = Path("/dev/shm")
ENOUGH = 1_000_000_000  # bytes free, for a server in memory
UNPRIVILEGED = ("postgres", "nobody")  # a server refuses to run as root

# Nothing has to outlive the machine; what outlives the server is not lost by this.
QUICK = {"fsync": "off", "full_page_writes": "off"}
ALWAYS = {"max_connections": "200", "shared_buffers": "64MB", "autovacuum": "off", "jit": "off"}


class Url(NamedTuple):
    """The parts of the address of a database, from which URLs are made."""

    user: str
    password: str
    host: str
    port: int
    database: str = "postgres"

    def __str__(self) -> str:
        """Give the URL."""
        return f"postgresql://{self.user}:{self.password}@{self.host}:{self.port}/{self.database}"


class Server:
    """A server of the tests' own, in a folder of its own."""

    def __init__(self, folder: Path, binaries: Path, settings: dict[str, str]) -> None:
        self.folder, self._binaries, self._settings = folder, binaries, settings
        self._data = folder / "data"

    def make(self) -> None:
        """Make the files of the server; its superuser `npo` signs in with a password, by a method that is quick."""
        os.chown(self.folder, *self._owner())
        secret = self.folder / "secret"
        secret.write_text("geheim")
        secret.chmod(0o644)
        self._run("initdb", "-D", self._data, "-U", "npo", "--pwfile", secret, "-A", "md5", "-E", "UTF8",
                  "--locale=C", "--no-sync", "--no-instructions")  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {**ALWAYS, **self._settings, "port": str(port), "listen_addresses": "'127.0.0.1'",
                    "unix_socket_directories": "''"}  # fmt: skip
        with (self._data / "postgresql.conf").open("a") as configuration:
            configuration.writelines(f"{name} = {value}\n" for name, value in settings.items())
        (self.folder / "port").write_text(str(port))

    @property
    def url(self) -> Url:
        """The address of its first database."""
        return Url("npo", "geheim", "127.0.0.1", int((self.folder / "port").read_text()))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._run("pg_ctl", "start", "-w", "-t", "60", "-D", self._data, "-l", self.folder / "log")

    def stop(self, mode: str = "fast") -> None:
        """Stop it: `immediate` is as if it were killed."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self._data)

    def _run(self, program: str, *arguments: str | Path) -> None:
        user, group = self._owner()
        as_other = {"user": user, "group": group, "extra_groups": []} if not os.geteuid() else {}
        done: Any = subprocess.run(
            [self._binaries / program, *arguments],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a server that is started would keep a pipe open
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
            **as_other,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, f"{program} ended with {done.returncode}"

    @staticmethod
    def _owner() -> tuple[int, int]:
        if os.geteuid():
            return os.geteuid(), os.getegid()
        import pwd  # of POSIX alone

        for name in UNPRIVILEGED:
            with suppress(KeyError):
                return pwd.getpwnam(name).pw_uid, pwd.getpwnam(name).pw_gid
        raise LookupError(UNPRIVILEGED)


def find_binaries() -> Path | None:
    """Find the newest server of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if not found and (elsewhere := shutil.which("pg_ctl")):
        found = [Path(elsewhere).resolve()]
    return found[-1].parent if found and hasattr(os, "geteuid") else None


def binaries() -> Path:
    """Find the newest server of this machine; skip the test where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (the extra npo-cli[postgres])")
    found = find_binaries()
    if found is None:
        pytest.skip("no PostgreSQL server here: install Debian's postgresql, or set NPO_TEST_POSTGRES_URL")
    return found


@contextmanager
def own_server(settings: dict[str, str]) -> Iterator[Server]:
    """Start a server of one test's own, which it may stop and start."""
    found = binaries()
    with tempfile.TemporaryDirectory(dir=_room(), prefix="npo-postgres-") as folder:
        Path(folder).chmod(0o755)
        server = Server(Path(folder), found, settings)
        server.make()
        server.start()
        try:
            yield server
        finally:
            with suppress(AssertionError):  # a test may have stopped it
                server.stop("immediate")


@contextmanager
def shared_server(run: Path) -> Iterator[Url]:
    """Give the server that all workers of a test run share; `run` is the folder that they share."""
    if given := os.environ.get("NPO_TEST_POSTGRES_URL"):
        yield _read(given)
        return
    found = binaries()
    with _locked(run) as users:
        if not users:
            folder = Path(tempfile.mkdtemp(dir=_room(), prefix="npo-postgres-"))
            folder.chmod(0o755)
            (run / "postgres").write_text(str(folder))
            Server(folder, found, QUICK).make()
            Server(folder, found, QUICK).start()
        server = Server(Path((run / "postgres").read_text()), found, QUICK)
        users.append(str(os.getpid()))
    try:
        yield server.url
    finally:
        with _locked(run) as users:
            users.remove(str(os.getpid()))
            if not users:
                server.stop("immediate")
                shutil.rmtree(server.folder)


class Databases:
    """Makes databases on a server for single tests, and drops them."""

    numbers = count()

    def __init__(self, url: Url) -> None:
        self.url = url

    @contextmanager
    def new(self, template: str | None = None) -> Iterator[Url]:
        """Give a new database, empty or as another one is."""
        name = f"npo_test_{os.getpid()}_{next(self.numbers)}"
        like = f"TEMPLATE {template}" if template else "TEMPLATE template0 ENCODING 'UTF8'"
        execute(self.url, f"CREATE DATABASE {name} {like}")
        try:
            yield self.url._replace(database=name)
        finally:
            execute(self.url, f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def role(self) -> Iterator[Url]:
        """Give a new role that may sign in and no more."""
        name = f"npo_role_{os.getpid()}_{next(self.numbers)}"
        execute(self.url, f"CREATE ROLE {name} LOGIN PASSWORD 'geheim van {name}'")
        try:
            yield self.url._replace(user=name, password=f"geheim%20van%20{name}")
        finally:
            execute(self.url, f"DROP ROLE IF EXISTS {name}")


def execute(url: "Url | str", *statements: str, behind: str = "") -> list[tuple[Any, ...]]:
    """Run SQL as any other program could; `behind` is the schema in which names are looked up first."""
    import psycopg

    rows: list[tuple[Any, ...]] = []
    with psycopg.connect(str(url), autocommit=True) as connection:
        if behind:
            connection.execute(f"SET search_path = {behind}, public")
        for statement in statements:
            found = connection.execute(statement)
            rows = found.fetchall() if found.description else []
    return rows


def _room() -> str | None:
    """Give a folder in memory where there is one with room, and else the usual one."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if roomy else None


@contextmanager
def _locked(run: Path) -> Iterator[list[str]]:
    """Hold the lock of a test run, and give who uses its server."""
    import fcntl

    with (run / "postgres.lock").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        users = file.read().split()
        yield users
        file.truncate(0)
        file.write(" ".join(users))


def _read(given: str) -> Url:
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(given)
    user, password, host = (quote(str(parts.get(name) or ""), safe="") for name in ("user", "password", "host"))
    return Url(user, password, host, int(parts.get("port") or 5432), str(parts.get("dbname") or "postgres"))
