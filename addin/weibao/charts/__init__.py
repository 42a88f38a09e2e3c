"""Charts: `series` says what a chart shows (pure data), `draw` puts it on paper, `fonts` keeps Chinese whole."""
