v='one two one two'
echo "${v/one/1}" "${v//one/1}" "${v//o}" "${v/#one/first}" "${v/%two/last}"
echo "${v//[ow]/_}" "${v/ */}"
path=/a/b/c
echo "${path//\//.}" "${path/\//}"
x=' '
echo "${v//$x/-}"
