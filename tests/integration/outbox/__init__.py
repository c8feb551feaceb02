"""Events reach the loopback Discord, and its refusals reach whoever can mend them."""
