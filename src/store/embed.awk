# SPDX-License-Identifier: MIT
# schema.sql as a C string. Comment lines and blank lines between statements are left out: they
# would only make every program larger.
BEGIN {
	print "/* Generated from schema.sql by embed.awk. */"
	print "#include \"store/db.h\""
	print "const char schema_sql[] ="
}
/^--/ || /^$/ { next }
{
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	print "    \"" $0 "\\n\""
}
END { print "    \"\";" }
