"""Official documents by GB/T 9704-2012: Word templates that a clerk can edit, and drafts filled from them.

* `geometry`, `styles`, `layout`, `parts`, `package`: the standard's page as OOXML parts;
* `supervision_template`, `build_templates`: the templates themselves, built from code;
* `render`, `values`, `fit`: filling a template;
* `wording`, `titles`: Chinese phrases and the breaking of titles;
* `drafts`: what may be written where, so that no hand's edit is lost;
* one context builder per kind of document: `notices` (with `notice_words`).

docxtpl and jinja2 are imported by `render` only, so import it lazily.
"""
