"""Who is who within an article: names, epithets and pronouns gathered into entities."""
