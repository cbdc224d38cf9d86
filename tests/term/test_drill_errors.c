/* SPDX-License-Identifier: MIT */
/* The classic errors of every shipped scenario, by keys. */
#include "term/plays.h"

int
main(void)
{
	return plays_run(PLAY_ERRORS);
}
