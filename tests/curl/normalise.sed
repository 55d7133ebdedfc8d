# What differs between two runs of the same curl, or between a loopback and a cluster; for both sides.
s/10\.96\.0\.[789]/127.0.0.1/g
s/172\.18\.0\.2/127.0.0.1/g
s/([Dd]ate: )[A-Z][a-z]{2}, .*GMT/\1DATE/
s/^([0-9]{2}:){2}[0-9]{2}\.[0-9]{6} /CLOCK /
s/-{26}[A-Za-z0-9]{22}/BOUNDARY/g; s/-{24}[A-Za-z0-9]{22}/BOUNDARY/g
s/(from 127\.0\.0\.1 port )[0-9]+/\1N/
s/after [0-9]+ (ms|milliseconds)/after N \1/
s/time_[a-z]*":[0-9.]+/TIME/g
s/("speed_[a-z]*"|"local_port"|"remote_port"):[0-9]+/\1:N/g
s/"curl_version":"[^"]*"/"curl_version":V/
s/[0-9]\.[0-9]{6}\b/TIME/g
# the progress meter: the last row, without the columns of speed and time
s/(\r.{31})  .{5}  .{5} .{8} .{8} .{8} .{5}/\1 SPEED/g
s/(\r.{31} SPEED)*(\r.{31} SPEED)/\2/
