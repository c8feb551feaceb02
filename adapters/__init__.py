"""The outside worlds that Community OS speaks with, one folder for each technology."""
