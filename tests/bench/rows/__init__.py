"""The rows of the table, one module each: `ROWS` in it (a second where two figures come from the same runs)."""
