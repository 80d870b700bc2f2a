"""The record in the formats of other programs, and back from the one that holds all of it; `formats` has them by name.

jsonl ──── importing          the whole record, row by row, to be kept or moved (tables, manifest)
csv_tables, parquet           its nouns as flat tables, for spreadsheets and for statistics (flat, cells)
ftm, schema_org               its people, words and deeds in the terms of other archives
plover, cameo, register       its events in the terms of event data and of registers of arms transfers
training                      what people ruled, for whoever trains a model
"""
