x='héllo wörld ✓'
echo "${x}" ${#x} "${x:0:5}" "${x: -1}"
echo "${x/ö/o}"
echo “quoted”
