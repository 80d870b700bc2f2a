"""How the statement model is made: an encoder over word pieces, and heads that find who said what."""
