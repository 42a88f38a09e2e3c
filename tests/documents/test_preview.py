"""PDF previews: one LibreOffice for a batch, faces that stand in for missing ones, nobody's file touched."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from weibao.documents import geometry as g
from weibao.documents import layout as lay
from weibao.documents.errors import PreviewError
from weibao.documents.office import FONTS, find_soffice, font_configuration
from weibao.documents.parts import document
from weibao.documents.preview import to_pdf

DAY = date(2023, 10, 9)
office = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice and poppler"),
]


def docx(path: Path, text: str = "正文") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document(lay.paragraph("WBBody", text), title="题", creator="办", created=DAY))
    return path


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands in for soffice: it writes a PDF per file, except where the name says otherwise."""
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\n"
        "import os, sys, time, pathlib\n"
        "with open(os.environ['CALLS'], 'a') as log: log.write(' '.join(sys.argv[1:]) + '\\n')\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "for name in sys.argv[sys.argv.index('--outdir') + 2:]:\n"
        "    text = pathlib.Path(name).read_bytes()\n"
        "    if b'HANG' in text: time.sleep(60)\n"
        "    if b'CRASH' in text: os._exit(1)\n"
        "    if b'BAD' not in text: out.joinpath(name).with_suffix('.pdf').write_bytes(b'%PDF ' + text)\n"
        "print(os.environ['FONTCONFIG_FILE'])\n",
        encoding="utf-8",
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    return tmp_path / "calls"


def marked(path: Path, mark: bytes) -> Path:
    """A .docx that the stand-in stumbles over: the mark hangs on behind the zip file."""
    docx(path)
    path.write_bytes(path.read_bytes() + mark)
    return path


def test_a_batch_is_one_process_and_each_pdf_lies_beside_its_document(tmp_path: Path, programme: Path) -> None:
    files = [docx(tmp_path / "文书" / folder / "通知.docx", folder) for folder in ("甲", "乙", "丙")]
    before = [path.read_bytes() for path in files]
    seen: list[tuple[str, int, int]] = []
    result = to_pdf(files, progress=lambda *step: seen.append(step))
    assert result.failed == ()
    assert result.made == tuple(path.with_suffix(".pdf") for path in files)
    assert [path.read_bytes()[5:] for path in result.made] == before == [path.read_bytes() for path in files]
    assert len(programme.read_text().splitlines()) == 1
    assert seen[-1] == ("生成 PDF", 3, 3)
    assert [done for _, done, _ in seen] == sorted({done for _, done, _ in seen})


def test_below_another_folder_the_folders_are_kept(tmp_path: Path, programme: Path) -> None:
    files = [docx(tmp_path / "文书" / name) for name in ("甲/通知.docx", "乙/通知.docx", "通知.docx")]
    out = tmp_path / "预览"
    assert to_pdf(files, out).made == tuple(out / name for name in ("甲/通知.pdf", "乙/通知.pdf", "通知.pdf"))
    assert to_pdf(files[:1], out).made == (out / "通知.pdf",)
    assert to_pdf([], out).made == ()


@pytest.mark.parametrize("mark", [b"CRASH", b"BAD", b"HANG"])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_document_that_fails_does_not_stop_the_others(
    tmp_path: Path, programme: Path, mark: bytes, place: int
) -> None:
    files = [docx(tmp_path / f"{number}.docx") for number in range(4)]
    marked(files[place], mark)
    result = to_pdf(files, stall=1.0)
    assert [path.stem for path in result.made] == [str(number) for number in range(4) if number != place]
    ((path, reason),) = result.failed
    assert path == files[place]
    assert "转换不了" in reason


def test_what_is_no_document_is_named(tmp_path: Path, programme: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"text")
    result = to_pdf([tmp_path / "坏.docx", tmp_path / "无.docx", docx(tmp_path / "好.docx")])
    assert [path.name for path in result.made] == ["好.pdf"]
    assert [(path.name, reason) for path, reason in result.failed] == [
        ("坏.docx", "不是 Word 文书（.docx），或者已损坏"), ("无.docx", "找不到这个文件"),
    ]  # fmt: skip


def test_where_libreoffice_is_missing_the_clerk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PreviewError, match=r"没有找到 LibreOffice.*请安装"):
        to_pdf([docx(tmp_path / "a.docx")])


# --- fonts ---------------------------------------------------------------------------------------------


def test_every_face_of_ours_has_substitutes_behind_it() -> None:
    root = etree.parse(FONTS)
    aliases = {alias.findtext("family"): [f.text for f in alias.iter("family")][1:] for alias in root.iter("alias")}
    for face in (g.FANGSONG, g.KAITI, g.XIAOBIAOSONG, g.HEITI, g.SONG):
        assert len(aliases[face]) >= 3, face
        assert any(str(name).startswith("Noto") for name in aliases[face])
    # Where the official face is installed nothing may stand in front of it.
    assert list(root.iter("prefer")) == []


@pytest.mark.skipif(not shutil.which("fc-match"), reason="fontconfig is needed")
def test_the_configuration_is_the_systems_with_ours_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    own = font_configuration(tmp_path)

    def matched(family: str, file: Path | None) -> str:
        environment = dict(os.environ) | ({"FONTCONFIG_FILE": str(file)} if file else {})
        command = ["fc-match", family, "family"]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert matched("DejaVu Sans Mono", own) == matched("DejaVu Sans Mono", None)
    if "Noto Serif CJK SC" in matched("Noto Serif CJK SC", None):
        for face in (g.FANGSONG, g.KAITI, g.XIAOBIAOSONG):
            assert matched(face, own) not in ("DejaVu Sans", "")
        assert "Sans" in matched(g.HEITI, own) or "Hei" in matched(g.HEITI, own)


def test_a_configuration_that_the_machine_was_given_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/opt/a&b/fonts.conf")
    includes = [node.text for node in etree.parse(font_configuration(tmp_path)).iter("include")]
    assert includes == ["/opt/a&b/fonts.conf", str(FONTS)]


# --- the real LibreOffice --------------------------------------------------------------------------------


def real(function: object) -> object:
    for mark in office:
        function = mark(function)
    return function


@real
def test_libreoffice_prints_a_batch_and_leaves_nothing_behind(tmp_path: Path) -> None:
    files = [docx(tmp_path / "甲" / "通知.docx", "第一份"), docx(tmp_path / "乙" / "通知.docx", "第二份")]
    result = to_pdf(files, tmp_path / "预览")
    texts = [
        subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        for path in result.made
    ]
    assert ["第一份" in texts[0], "第二份" in texts[1]] == [True, True]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["通知.docx"] * 2 + ["通知.pdf"] * 2
    fonts = subprocess.run(["pdffonts", result.made[0]], capture_output=True, text=True, check=True).stdout
    assert "DejaVu" not in fonts
    assert find_soffice().is_file()
