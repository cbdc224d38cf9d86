/* SPDX-License-Identifier: MIT */
/*
 * Making a home. All of it is built in a directory within HOME and moved into place at
 * the end, the store last: a home either has a sound store with its organisation, or
 * none.
 */
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "step/bench.h"
#include "step/import.h"
#include "step/script.h"

enum { ORG_MOST = 8 << 20 };

struct making {
	const char *home, *data;
	const struct bench_options *opt;
	bool sample, made_home;
	char *org,
	    *work; /* owned: org.ini to copy; directory in which the home is built */
	struct org *read; /* what it says */
};

/* Names that may stand in HOME before it is one. */
static bool
may_stand(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	       strcmp(name, "org.ini") == 0 || strcmp(name, "forms") == 0;
}

/* An existing directory is taken only when it cannot be somebody's: its mode is going to
 * change. */
static enum rc
look_at_home(const struct making *m, struct err *e)
{
	DIR *d = opendir(m->home);
	struct dirent *ent;
	char *db = path_join(m->home, "dingmi.db");
	enum rc rc = RC_OK;

	if (file_exists(db)) {
		rc = err_set(e, RC_INVAL,
		    T("%s 已经有库（dingmi.db）；直接打开即可，或另选目录",
			"%s has a store already (dingmi.db): open it, or choose another "
			"directory"),
		    m->home);
		goto out;
	}
	if (d == NULL) {
		if (errno != ENOENT)
			rc = file_failed(m->home, errno, e);
		goto out;
	}
	while (rc == RC_OK && (ent = readdir(d)) != NULL)
		if (!may_stand(ent->d_name))
			rc = err_set(e, RC_INVAL,
			    T("%s 不是空目录（有 %s）；请另选目录",
				"%s is not empty (%s is in it): choose another "
				"directory"),
			    m->home, ent->d_name);
out:
	if (d != NULL)
		closedir(d);
	free(db);
	return rc;
}

/* Which org.ini: the one named; one lying in HOME; the sample's; the template. */
static enum rc
choose_org(struct making *m, const char *org, struct err *e)
{
	char *own = path_join(m->home, "org.ini");

	if (file_exists(own) && (org != NULL || m->sample)) {
		enum rc rc = err_set(e, RC_INVAL,
		    T("%s 已经存在；请移走，或不带 --org、--sample 再试",
			"%s is there already: move it away, or leave out --org and "
			"--sample"),
		    own);

		free(own);
		return rc;
	}
	if (org != NULL)
		m->org = xstrdup(org);
	else if (m->sample)
		m->org = path_join(m->data, "sample/org.ini");
	else if (file_exists(own))
		m->org = xstrdup(own);
	else
		m->org = path_join(m->data, "sample/org-template.ini");
	free(own);
	return org_load(m->org, &m->read, e);
}

static enum rc
make_work(struct making *m, struct err *e)
{
	char *text = NULL, *to;
	size_t n = 0;
	enum rc rc;

	m->made_home = !file_exists(m->home);
	if ((rc = file_mkdir(m->home, 0700, e)) != RC_OK)
		return rc;
	if (chmod(m->home, 0700) != 0)
		return file_failed(m->home, errno, e);
	m->work = path_join(m->home, ".init-XXXXXX");
	if (mkdtemp(m->work) == NULL) {
		rc = file_failed(m->work, errno, e);
		free(m->work);
		m->work = NULL;
		return rc;
	}
	if ((rc = file_read(m->org, ORG_MOST, &text, &n, e)) != RC_OK)
		return rc;
	to = path_join(m->work, "org.ini");
	rc = file_write(to, text, n, 0600, e);
	free(to);
	free(text);
	return rc;
}

static enum rc
say_sample(struct bench *b, const struct bench_options *o, struct err *e)
{
	struct actor a = { 0, o->login, "sample", o->origin };
	struct txn *t = NULL;
	enum rc rc;

	b->clock.fixed = o->today;
	if ((rc = store_begin(b->store, &a, &t, e)) != RC_OK)
		return rc;
	if ((rc = txn_meta(t, "sample", "1", e)) != RC_OK) {
		txn_abort(t);
		return rc;
	}
	return txn_commit(t, e);
}

/* A thousand acts, each a transaction: they need not wait for the disk, the last one
 * does. */
static enum rc
fill_sample(
    const struct making *m, struct bench *b, const struct script *script, struct err *e)
{
	enum rc rc;

	if ((rc = store_building(b->store, true, e)) != RC_OK ||
	    (rc = script_replay(b, script, e)) != RC_OK ||
	    (rc = store_building(b->store, false, e)) != RC_OK)
		return rc;
	return say_sample(b, m->opt, e);
}

/* The store with its organisation; then, for the sample, its life up to yesterday. */
static enum rc
fill_work(struct making *m, struct err *e)
{
	struct bench_options o = *m->opt;
	struct clock clock = { o.today };
	struct script script = { 0 };
	struct bench *b = NULL;
	struct store *s = NULL;
	char *db = path_join(m->work, "dingmi.db"), *dir = path_join(m->data, "sample");
	enum rc rc;

	o.home = m->work;
	o.data = m->data;
	o.readonly = false;
	if (m->sample) {
		if ((rc = script_read(dir, NULL, clock_today(&clock), &m->read->cal,
			 &script, e)) != RC_OK)
			goto out;
		o.today = clock.fixed = script_first_day(&script);
		o.origin = "sample";
	}
	if ((rc = store_open(db, STORE_CREATE, &clock, &s, e)) != RC_OK)
		goto out;
	store_close(s);
	if ((rc = bench_open(&o, &b, e)) != RC_OK)
		goto out;
	if (m->sample)
		rc = fill_sample(m, b, &script, e);
out:
	bench_close(b);
	script_done(&script);
	free(db);
	free(dir);
	return rc;
}

/* Move what was built into HOME, or (drop) remove it. */
static enum rc
empty_work(const struct making *m, const char *only, bool drop, struct err *e)
{
	DIR *d = opendir(m->work);
	struct dirent *ent;
	enum rc rc = RC_OK;

	if (d == NULL)
		return file_failed(m->work, errno, e);
	while (rc == RC_OK && (ent = readdir(d)) != NULL) {
		char *from = path_join(m->work, ent->d_name),
		     *to = path_join(m->home, ent->d_name);

		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0 &&
		    (only == NULL || strcmp(only, ent->d_name) == 0) &&
		    (drop ? unlink(from) : rename(from, to)) != 0)
			rc = file_failed(from, errno, e);
		free(from);
		free(to);
	}
	closedir(d);
	return rc;
}

enum rc
home_init(const char *home, const char *data, const char *org, bool sample,
    const struct bench_options *o, struct err *e)
{
	struct making m = { .home = home, .data = data, .opt = o, .sample = sample };
	struct err ignored;
	enum rc rc;

	if ((rc = look_at_home(&m, e)) != RC_OK ||
	    (rc = choose_org(&m, org, e)) != RC_OK || (rc = make_work(&m, e)) != RC_OK ||
	    (rc = fill_work(&m, e)) != RC_OK)
		goto out;
	/* org.ini first: with it alone HOME can be made once more; the store makes it a
	 * home. */
	if ((rc = empty_work(&m, "org.ini", false, e)) == RC_OK)
		rc = empty_work(&m, NULL, false, e);
out:
	if (m.work != NULL) {
		if (empty_work(&m, NULL, true, &ignored) == RC_OK)
			rmdir(m.work);
	}
	if (rc != RC_OK && m.made_home)
		rmdir(home);
	org_free(m.read);
	free(m.org);
	free(m.work);
	return rc;
}
