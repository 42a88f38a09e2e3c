"""Official documents by GB/T 9704-2012: Word templates that a clerk can edit, and drafts filled from them.

* `geometry`, `styles`, `layout`, `sections`, `parts`, `package`: the standard's page as OOXML parts;
* `layouts`, `endings`: what stands around a body in each format; `scaffolds`, `preprinted`: templates to begin with;
* `build_templates`, `catalogue`, `template_check`: the templates themselves, built from code, listed and checked;
* `render`, `values`, `fit`: filling a template;
* `wording`, `titles`: Chinese phrases and the breaking of titles;
* `drafts`: what may be written where, so that no hand's edit is lost;
* `kinds`: one module per kind of document, with its template and its context builder.

docxtpl and jinja2 are imported by `render` only, so import it lazily.
"""
