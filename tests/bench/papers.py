"""A notice with a table of so many rows, by us and by opening, rendering and saving with docxtpl.

Ours are written as drafts are, all in one batch, and are on the disk when the time is taken; docxtpl's are not.
"""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate

from bench.costs import Run, here
from bench.data import AS_OF
from weibao.atomic import Batch, lying
from weibao.documents.kinds.registry import BY_NAME
from weibao.documents.render import Renderer
from weibao.resources import template

if TYPE_CHECKING:
    from bench.data import Data

_KIND = BY_NAME["supervision_notice"]


def pair(data: Data, rows: int, repeat: int) -> tuple[Run, Run]:
    """The longest notice of supervision, its table of problems cut or repeated to `rows` rows; `repeat` times over."""
    document = max((item for kind, item in data.documents if kind is _KIND), key=lambda item: len(item.context["问题"]))
    problems = list(islice(cycle(document.context["问题"]), rows))
    context = {**document.context, "问题": problems, "反馈": document.context["反馈"][:1]}
    folder = data.place("papers")
    renderer = Renderer(template(_KIND.template), _KIND.fields)

    def ours() -> None:
        with Batch() as batch:
            for number in range(repeat):
                content = renderer.render(
                    context, title=document.title, creator="办公室", created=AS_OF, kind=_KIND.name, key=document.key,
                    items=document.items, named=_KIND.named,
                )  # fmt: skip
                place = folder / f"ours{number}.docx"
                batch.write(place, content, lying(place))
            batch.settle()

    def other() -> None:
        for number in range(repeat):
            paper = DocxTemplate(str(template(_KIND.template)))
            paper.render(dict(context), autoescape=True)
            paper.save(folder / f"other{number}.docx")

    return here(ours), here(other)
