"""What each line of a page is: by its form, its words, its neighbours, and by a trained model."""
