/* SPDX-License-Identifier: MIT */
/* The model path of every shipped scenario, by keys. */
#include "term/plays.h"

int
main(void)
{
	return plays_run(PLAY_PATHS);
}
