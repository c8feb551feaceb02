"""Where the server lies: folders, accounts, programs, locks and the keeper's word."""
