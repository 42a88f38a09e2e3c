"""What units type as 存放位置: followed below the folder, and never out of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibao.campaign.safe_paths import Followed, Follower, Refused, inside


def follow(folder: Path, typed: str) -> Followed:
    return Follower(folder).follow(typed)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "创建" / "佐证材料"
    (place / "07 市教育局" / "I22 制度").mkdir(parents=True)
    (place / "07 市教育局" / "I22 制度" / "通知.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "创建" / "核定台账.xlsm").write_bytes(b"x")
    (tmp_path / "外面").mkdir()
    return place


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("07 市教育局/I22 制度/通知.pdf", "07 市教育局/I22 制度/通知.pdf"),
        (r"07 市教育局\I22 制度\通知.pdf", "07 市教育局/I22 制度/通知.pdf"),
        ("./07 市教育局//I22 制度/./通知.pdf", "07 市教育局/I22 制度/通知.pdf"),
        ("佐证材料/07 市教育局", "07 市教育局"),
        (' "07 市教育局\\I22 制度" ', "07 市教育局/I22 制度"),
        ("07 市教育局\u200b/\u202eI22 制度", "07 市教育局/I22 制度"),
        ("还没有/的.docx", "还没有/的.docx"),
        ("~/钥匙", "~/钥匙"),  # a name like any other: nothing is expanded
        ("$HOME/%TEMP%/x", "$HOME/%TEMP%/x"),
        ("", ""),
        (".", ""),
    ],
)
def test_a_path_below_the_folder_is_followed(folder: Path, typed: str, shown: str) -> None:
    found = follow(folder, typed)
    assert (found.shown, found.refused) == (shown, None)
    assert found.path == (folder / shown if shown else folder)


def test_an_absolute_path_in_the_folder_is_understood(folder: Path) -> None:
    target = folder / "07 市教育局" / "I22 制度"
    assert follow(folder, str(target)).path == target
    assert follow(folder, str(folder)).path == folder
    assert follow(folder, f"{folder}/../核定台账.xlsm").refused is Refused.PARENT
    assert follow(folder, f"{folder}外面").refused is Refused.ABSOLUTE


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("../核定台账.xlsm", Refused.PARENT),
        ("07 市教育局/../../核定台账.xlsm", Refused.PARENT),
        (r"07 市教育局\..\..\核定台账.xlsm", Refused.PARENT),
        ("佐证材料/../核定台账.xlsm", Refused.PARENT),
        (".. /核定台账.xlsm", Refused.PARENT),
        (".../核定台账.xlsm", Refused.PARENT),
        (".\u200b./核定台账.xlsm", Refused.PARENT),
        ("/etc/passwd", Refused.ABSOLUTE),
        (r"\Windows\win.ini", Refused.ABSOLUTE),
        (r"C:\资料\通知.pdf", Refused.DRIVE),
        ("D:通知.pdf", Refused.DRIVE),
        (r"\\server\share\通知.pdf", Refused.NETWORK),
        (r"\\?\C:\通知.pdf", Refused.NETWORK),
        (r"\\.\pipe\x", Refused.NETWORK),
        ("https://pan.example.com/s/1", Refused.ADDRESS),
        ("file:///etc/passwd", Refused.ADDRESS),
        ("通知.pdf:隐藏", Refused.BARRED),
        ("什么?*.pdf", Refused.BARRED),
        ("两行\n字", Refused.BARRED),
        ("07 市教育局/NUL", Refused.DEVICE),
        ("com1.pdf", Refused.DEVICE),
        ("aux .txt", Refused.DEVICE),
        ("长" * 200, Refused.LONG),
        ("a/" * 600, Refused.LONG),
    ],
)
def test_a_path_that_leads_out_is_not(folder: Path, typed: str, refused: Refused) -> None:
    found = follow(folder, typed)
    assert (found.path, found.refused) == (None, refused)


def test_a_link_is_followed_only_where_it_stays_inside(folder: Path, tmp_path: Path) -> None:
    (folder / "别处").symlink_to(tmp_path / "外面", target_is_directory=True)
    (folder / "里面").symlink_to(folder / "07 市教育局", target_is_directory=True)
    (folder / "圈").symlink_to(folder / "圈")
    (folder / "台账").symlink_to("../核定台账.xlsm")
    assert follow(folder, "别处/有什么.pdf").refused is Refused.LINK
    assert follow(folder, "台账").refused is Refused.LINK
    assert follow(folder, "里面/I22 制度").refused is None
    assert follow(folder, "圈/x").path in (None, folder / "圈" / "x")
    assert not inside(folder, folder / "别处")


def test_the_folder_itself_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "佐证材料"
    link.symlink_to(folder, target_is_directory=True)
    assert follow(link, "07 市教育局").path == link / "07 市教育局"


def test_many_paths_of_one_folder_are_judged_as_each_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "别处").symlink_to(tmp_path / "外面", target_is_directory=True)
    (tmp_path / "外面" / "有.pdf").write_bytes(b"x")
    (folder / "上面").symlink_to(folder.parent, target_is_directory=True)
    (folder / "I22").symlink_to("07 市教育局/I22 制度", target_is_directory=True)
    (folder / "07 市教育局" / "出去.pdf").symlink_to(tmp_path / "外面" / "有.pdf")
    (folder / "圈").symlink_to(folder / "圈")
    paths = Follower(folder)
    for typed in (
        "别处", "别处/有.pdf", "别处/没有.pdf", "上面/佐证材料", "上面/核定台账.xlsm", "I22/通知.pdf", "I22/没有.pdf",
        "07 市教育局/出去.pdf", "07 市教育局/I22 制度", "07 市教育局/I22 制度/通知.pdf/更深", "圈/x", "没有/没有",
    ):  # fmt: skip
        for _ in range(2):
            assert (paths.follow(typed).path is not None) == inside(folder, folder / typed), typed


def test_a_folder_on_the_way_is_looked_up_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Path] = []
    resolve = Path.resolve

    def counted(path: Path, strict: bool = False) -> Path:
        looked.append(path)
        return resolve(path, strict)

    monkeypatch.setattr(Path, "resolve", counted)
    paths = Follower(folder)
    for name in ("通知.pdf", "没有.pdf", "签到.pdf"):
        assert paths.follow(f"07 市教育局/I22 制度/{name}").path
    assert looked == [folder, folder / "07 市教育局" / "I22 制度"]
