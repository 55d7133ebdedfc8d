v='hello World'
echo "${v^}" "${v^^}" "${v,,}" "${v^^[lo]}"
w=ABC
echo "${w,}"
