"""Answers the first question of every visit: how is this community doing?"""
