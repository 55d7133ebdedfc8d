touch /root/last-step
