"""`weibao compile` and its button: the JSON, the folder that is told, who is locked out."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from campaign.evidence_desk import Here, desk
from evidence.papers import docx
from weibao.campaign import evidence_index
from weibao.campaign.folder import Campaign
from weibao.hosts.handlers_compile import compiled

DAY = "2026-03-20"
KEYS = [
    "as_of", "round", "folder", "zip", "categories", "materials", "missing", "left_out", "looks", "written",
    "unchanged", "removed", "messages",
]  # fmt: skip


@pytest.fixture
def root(village_issued: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(evidence_index, "Worker", Here)
    root = Path(shutil.copytree(village_issued, tmp_path / "谷地"))
    desk(Campaign.open(root))
    return root


def test_what_it_prints_and_tells(weibao: Any, root: Path, tmp_path: Path) -> None:
    done = weibao("compile", root, "--as-of", DAY, "--zip", "--json")
    assert (done.code, list(done.json)) == (0, KEYS)
    made = done.json
    assert (made["folder"], made["zip"]) == ("资料汇编/第1轮", "资料汇编/资料汇编（第1轮）.zip")
    assert (root / made["folder"]).is_dir()
    assert (root / made["zip"]).is_file()
    assert {item["state"] for item in made["materials"]} == {"included", "paper", "missing"}
    for item in made["materials"]:
        for file in item["files"]:
            assert (root / file["from"]).read_bytes() == (root / made["folder"] / file["to"]).read_bytes()
    assert {item["kind"] for item in made["missing"]} >= {"silent", "indicator", "paper", "file", "unregistered"}
    assert compiled(made).splitlines()[0] == "第1轮资料汇编：材料 4 件，文件 3 个。"
    assert "压缩包：资料汇编/资料汇编（第1轮）.zip" in compiled(made)
    # Our own files are nobody's stray workbooks, and the history knows the evidence that was read.
    told = weibao("verify", root, "--json").json["files"]
    assert not [item for item in told if item["path"].startswith("资料汇编")]
    assert [item for item in told if item["group"] == "evidence"]
    plain = weibao("compile", root, "--as-of", DAY, "--out", tmp_path / "U盘", "--category", "基础建设", "--strict")
    assert plain.code == 0
    assert f"汇编在：{tmp_path / 'U盘'}" in plain.out
    assert "02 关爱服务" not in plain.out
    refused = weibao("compile", root, "--as-of", DAY, "--category", "没有")
    assert (refused.code, "现有的项目：基础建设、关爱服务" in refused.err) == (2, True)
    assert weibao("compile", root, "--as-of", DAY, "--out", root / "回收").code == 2
    # The drafted catalogue lists no paper whose file, and nothing else, turns out to be marked.
    title, path = next((item["title"], item["files"][0]["from"]) for item in made["materials"] if item["files"])
    for marked in (False, True):
        if marked:
            docx(root / path, "机密★1年", "正文")
            weibao("evidence", "index", root)
        assert weibao("documents", "draft", "资料汇编", root, "--as-of", DAY).code == 0
        (draft,) = root.glob("文书/**/*目录*.docx")
        with zipfile.ZipFile(draft) as package:
            assert (title in package.read("word/document.xml").decode()) is not marked


def test_another_run_is_waited_for(weibao: Any, root: Path) -> None:
    from weibao.campaign.lock import Holder, held

    other = Holder("王办", "另一台电脑", 1, "regenerate", f"{date(2026, 3, 20)}T09:00:00+08:00")
    with held(root / ".weibao", other):
        done = weibao("compile", root, "--as-of", DAY)
    assert done.code == 2
    assert "王办" in done.err
    assert not (root / "资料汇编").exists()


def test_the_button_says_what_was_left_out() -> None:
    message = compiled(
        {
            "round": 1, "categories": [{"materials": 3, "files": 2}], "zip": None, "missing": [{}, {}],
            "left_out": [{"why": "secret"}, {"why": "personal"}, {"why": "personal"}],
            "messages": [
                {"severity": "warning", "file": "第1轮/a.docx", "message": "“a.docx”开着。"},
                {"severity": "info", "file": "", "message": "不提。"},
            ],
        }
    )  # fmt: skip
    assert message.splitlines() == [
        "第1轮资料汇编：材料 3 件，文件 2 个。",
        "没有收录的文件 3 个（密级标志 1、个人信息 2）。",
        "缺漏 2 处，和没有收录的文件一起列在“缺漏清单（内部，不报送）”里。",
        "“a.docx”开着。",
        "扫描件和照片里的字程序看不到，报送前请逐件看有没有密级标志和个人信息。",
    ]
