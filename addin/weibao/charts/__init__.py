"""Pictures: `series` says what each shows (pure data from `facts`), `drawing` puts it on a `page`, `natives` makes the
editable chart of it, `files` writes it; `catalogue` is the list of them all, `fonts` keeps Chinese whole.
"""
