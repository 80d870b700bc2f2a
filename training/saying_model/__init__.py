"""How the model that tells whether two statements mean the same is made."""
