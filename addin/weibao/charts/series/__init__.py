"""What each picture shows, as plain frozen records. Pure functions of `Facts`: no drawing library, no files, no clock.

One module a picture; the module of the same name in `charts.drawing` puts it on paper, `charts.natives` makes the
editable chart or table of it.
"""
