"""What the system and SQLite say goes to nobody in English: every number has Chinese words, and something to do."""

from __future__ import annotations

import ast
import errno
import os
import re
import sqlite3
from pathlib import Path

import pytest

from weibao import atomic, shut_words
from weibao.atomic import is_lock, lock_names
from weibao.campaign.database_words import content_words, is_in_use, of_disk
from weibao.cli.disk_errors import disk_words
from weibao.shut_words import refused_words
from weibao.shut_words import shut_words as words_of
from weibao.system_words import _KNOWN, _WINDOWS, advice, argument, number_of, reading_words, writing_words

PACKAGE = Path(__file__).parent.parent / "addin" / "weibao"
# The names of programs, commands and files that people type as they are; a unit of length.
ALLOWED = re.compile(
    r"\.weibao|weibao|Excel|WPS|MB|status|score|history|diff|verify|evidence check|documents list", re.ASCII
)
# The one who catches it may test or wrap it; only what it says of itself is barred.
SYSTEM = {
    "OSError", "PermissionError", "FileNotFoundError", "FileExistsError", "InterruptedError", "TimeoutError",
    "Error", "DatabaseError", "OperationalError", "BadZipFile",
}  # fmt: skip


def letters(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", ALLOWED.sub("", text))


class WindowsOwnError(OSError):
    winerror = 0  # what Python for Windows sets


def on_windows(number: int, code: int) -> OSError:
    error = WindowsOwnError(code, "The network path was not found", "x")
    error.winerror = number
    return error


@pytest.mark.parametrize("number", [0, *sorted(errno.errorcode), 99_999])
def test_no_error_of_the_system_is_told_in_english(number: int) -> None:
    english = os.strerror(number)
    errors = [OSError(number, english), OSError(number, english, "/总台账"), OSError(english), PermissionError()]
    for error in errors:
        for told in (reading_words(error), writing_words(error), advice(error), disk_words(error)):
            assert told
            assert letters(told) == []
            assert english not in told
        assert advice(error).endswith("。")
        assert "请" in disk_words(error)


def test_the_table_names_real_numbers_and_says_each_thing_in_chinese() -> None:
    strange = [name for name in _KNOWN if not hasattr(errno, name) and name not in ("EUCLEAN", "EREMOTEIO")]
    assert os.name == "nt" or strange == []
    assert [told for pair in _KNOWN.values() for told in pair if letters(told)] == []


@pytest.mark.parametrize(("number", "words"), [
    (32, "正被别的程序占用"), (53, "网络盘连不上"), (64, "网络断开了"), (112, "磁盘满了"), (206, "名称太长"),
    (1155, "系统不知道用什么程序打开"),
])  # fmt: skip
def test_windows_own_number_says_more_than_the_one_python_makes_of_it(number: int, words: str) -> None:
    assert reading_words(on_windows(number, errno.EINVAL)) == words
    assert number_of(on_windows(5, errno.EACCES)) == errno.EACCES
    assert number in _WINDOWS


@pytest.mark.parametrize(("code", "number", "words"), [
    (sqlite3.SQLITE_FULL, errno.ENOSPC, "磁盘满了"),
    (sqlite3.SQLITE_IOERR | 10 << 8, errno.EIO, "磁盘或网络出错"),
    (sqlite3.SQLITE_READONLY | 6 << 8, errno.EROFS, "磁盘或文件是只读的"),
    (sqlite3.SQLITE_CANTOPEN, errno.EACCES, "没有写入权限，或者正被别的程序打开"),
    (sqlite3.SQLITE_BUSY, errno.EBUSY, "正被别的程序占用"),
    (sqlite3.SQLITE_CORRUPT, 0, "内容前后对不上"), (sqlite3.SQLITE_NOTADB, 0, "不是程序的记录文件"),
    (sqlite3.SQLITE_ERROR, 0, "里面的表不是应有的样子"), (None, 0, "内容前后对不上"),
])  # fmt: skip
def test_what_sqlite_says_is_an_error_of_the_disk_or_of_the_content(code: int | None, number: int, words: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    if code is not None:
        error.sqlite_errorcode = code
    disk = of_disk(error, "/总台账")
    assert (disk.errno if disk else 0) == number
    assert (writing_words(disk) if disk else content_words(error)) == words
    assert is_in_use(error) is (number == errno.EBUSY)


def test_a_check_of_our_own_that_fails_is_damage() -> None:
    error = sqlite3.DatabaseError("*** in database main *** Tree 5 page 3: btreeInitPage() returns error code 11")
    assert of_disk(error, "x") is None
    assert letters(content_words(error)) == []


def _caught(handler: ast.ExceptHandler) -> bool:
    return handler.type is not None and any(
        isinstance(node, (ast.Name, ast.Attribute)) and getattr(node, "id", getattr(node, "attr", "")) in SYSTEM
        for node in ast.walk(handler.type)
    )


def _says(node: ast.AST, name: str | None) -> bool:
    """Whether an exception of that name is put into a text, or its own words are asked for."""
    if isinstance(node, ast.FormattedValue):
        return isinstance(node.value, ast.Name) and node.value.id == name
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("str", "repr") and node.args:
        return isinstance(node.args[0], ast.Name) and node.args[0].id == name
    return False


def test_nobody_puts_the_systems_own_words_into_a_text() -> None:
    """Where it may be another error as well, whoever tells of it asks which it is."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for handler in (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and _caught(node)):
            asked = any(isinstance(node, ast.Name) and node.id == "isinstance" for node in ast.walk(handler))
            tested = {id(one) for node in ast.walk(handler) if isinstance(node, ast.Compare) for one in ast.walk(node)}
            wrong += [
                f"{path.relative_to(PACKAGE)}:{handler.lineno}"
                for node in ast.walk(handler)
                if _says(node, handler.name) and not asked and id(node) not in tested
            ]
        wrong += [
            f"{path.relative_to(PACKAGE)}:{node.lineno} strerror"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr == "strerror" and not _is_os(node.value)
        ]
    assert not wrong, wrong


def _is_os(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"  # which gives one's own error the words that all have


# --- a file that may not be written ------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "核定台账.xlsm"
    path.write_bytes(b"x")
    return path


def test_a_file_that_may_be_written_has_no_words(ledger: Path) -> None:
    assert words_of(ledger) == ""
    assert words_of(ledger.with_name("没有.xlsm")) == ""


def test_open_and_read_only_are_told_apart(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = "“核定台账.xlsm”正在 Excel、WPS 或 LibreOffice 中打开。请保存并关闭后再运行。"
    mark = ledger.with_name("~$核定台账.xlsm")
    mark.touch()
    assert words_of(ledger) == opened
    mark.unlink()
    ledger.chmod(0o444)
    assert words_of(ledger).startswith("“核定台账.xlsm”是只读文件，没有改动。请在文件上点右键，在“属性”里去掉“只读”")
    mark.touch()
    assert words_of(ledger) == opened  # the one that can be helped first
    mark.unlink()
    ledger.chmod(0o644)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")  # as Windows does while Excel has it

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert words_of(ledger) == opened
    assert refused_words(ledger) == opened
    assert refused_words(ledger.with_name("甲.docx")).startswith("“甲.docx”正在 Word、WPS 或 LibreOffice 中打开。")
    assert refused_words(ledger.with_name("甲.pdf")) == "“甲.pdf”正在别的程序中打开。请保存并关闭后再运行。"


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_may_only_be_read_is_no_file_that_is_open(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    """On a disk that is mounted read-only nothing may be written, whatever the rights say."""
    for module in (atomic, shut_words):
        monkeypatch.setattr(module.os, "access", lambda _path, mode: mode != os.W_OK)
    path = ledger if there else ledger.with_name("新.xlsx")
    assert refused_words(path).startswith(f"“{path.name}”所在的文件夹是只读的")
    assert words_of(path) == (refused_words(path) if there else "")


def test_a_read_only_file_is_called_that_by_the_last_words_too(ledger: Path) -> None:
    ledger.chmod(0o444)
    assert disk_words(PermissionError(errno.EACCES, "Permission denied", str(ledger))) == words_of(ledger)


@pytest.mark.parametrize("name", ["核定台账.xlsm", "a.docx", "甲"])
def test_lock_files_are_known_by_their_names(name: str) -> None:
    assert all(map(is_lock, lock_names(name)))
    assert not is_lock(name)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("D:\\创建\\谷地", "D:\\创建\\谷地"),
        ("C:\\Users\\张 三\\谷地", '"C:\\Users\\张 三\\谷地"'),
        (Path("谷地(1)"), '"谷地(1)"'),
        ("春季　自查", '"春季　自查"'),
        ("谷地（2）", "谷地（2）"),
    ],
)
def test_a_command_that_is_copied_takes_a_path_with_blanks_for_one(word: object, typed: str) -> None:
    assert argument(word) == typed
