name=world
cat <<EOF
hello $name $(echo sub) $((1+1)) `echo tick`
  keeps  spaces "quotes" 'single' \$name \\ back\slash
EOF
cat <<'EOF'
hello $name $(no) \$ \\
EOF
cat <<-EOF
	tabs gone
		both $name
	EOF
cat <<A; cat <<B
first
A
second
B
cat <<EOF | cat -
piped
EOF
cat <<EOF
joined \
line
EOF
if true; then
cat <<"E O F"
inside $if
E O F
fi
x=$(cat <<EOF
in substitution
EOF
)
echo "$x"
