"""What later steps read with: which language, sentences and their parse, quotation marks, dates."""
