# What stands in this tree as plain comments is what doxygen is to read; in them its own marks are text.
/^ *\/\/ /{
s/[\\@<>&#%]/\\&/g
s/^\( *\)\/\/ /\1\/\/\/ /
b
}
/[;,{})] *\/\/ /{
h
s/^\(.*[;,{})]\) *\/\/ .*$/\1/
x
s/^.*[;,{})] *\/\/ \(.*\)$/\1/
s/[\\@<>&#%]/\\&/g
s/^/ \/\/\/< /
x
G
s/\n//
}
