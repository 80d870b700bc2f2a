"""How the event model is made: an encoder over word pieces, and heads for who did what and how far it has come."""
