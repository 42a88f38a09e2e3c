"""One module per kind of document: its `KIND`, the body of its template and its context builder; see `registry`."""
