echo "one moment"
while [ ! -f /tmp/ready ]; do sleep 1; done
echo "ready"
