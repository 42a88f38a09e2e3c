"""Pages as they were when somebody looked at them. Look at what fails here, and if it is right, `make references`."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.text import Text

from weibao import looks
from weibao.charts.fonts import FAMILY, families_for
from weibao.charts.letters import Letters

from . import images

LARGEST = 30_000  # bytes


@pytest.mark.parametrize("name", images.names())
def test_the_page_is_the_one_that_was_reviewed(name, tmp_path):
    seen = images.page(name)
    off = images.distance(seen, images.reference(name))
    if off > images.TOLERANCE:
        seen.save(tmp_path / f"{name}.png")
    assert off <= images.TOLERANCE, f"compare {tmp_path / name}.png with {images.FOLDER / name}.png; see {__doc__}"


def test_references_are_small_and_of_pages_that_exist():
    files = {path.stem: path.stat().st_size for path in images.FOLDER.glob("*.png")}
    assert set(files) == set(images.names())
    assert max(files.values()) < LARGEST


def test_letters_are_the_same_everywhere():
    assert families_for(images.text()) == [FAMILY]


def bars(figure):
    """The filled areas of the axes."""
    return [patch for axes in figure.axes for patch in axes.patches]


def hide_a_bar(figure):
    min(bars(figure), key=lambda bar: bar.get_width() * bar.get_height()).set_visible(False)


def move_a_bar(figure):
    bar = bars(figure)[0]
    bar.set_x(bar.get_x() + 0.05 * figure.axes[0].get_xlim()[1])


def drop_a_label(figure):
    next(text for text in figure.findobj(Text) if text.get_text() == "—").set_visible(False)


def change_a_figure(figure):
    next(text for text in figure.findobj(Text) if text.get_text() == "5").set_text("6")


def change_a_small_letter(figure):
    for letters in figure.findobj(Letters):
        letters.letters = [
            replace(letter, text=letter.text.replace("9月15日", "9月16日")) for letter in letters.letters
        ]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("points_by_category", hide_a_bar),
        ("waterfall", hide_a_bar),
        ("supervision", move_a_bar),
        ("points_by_category", drop_a_label),
        ("points_by_category", change_a_figure),
        ("ahead", change_a_small_letter),
    ],
)
def test_a_change_is_seen(name, change):
    assert images.distance(images.page(name, change), images.reference(name)) > images.TOLERANCE


@pytest.mark.parametrize(("one", "other"), [("claimed", "share_100"), ("lost", "earned"), ("share_50", "share_75")])
def test_another_colour_is_seen(monkeypatch, one, other):
    name = "heat_towns" if one.startswith("share") else "points_by_category"
    monkeypatch.setitem(looks.LOOKS, one, looks.LOOKS[other])
    assert images.distance(images.page(name), images.reference(name)) > images.TOLERANCE
