"""Networks, machines and their disks in one region."""


def seed_ec2(client, account_id, region, count):
    ec2 = client("ec2", region)
    networks = [seed_network(ec2, region, number) for number in range(count(14))]
    groups = [
        ec2.create_security_group(
            GroupName=f"service-{number}", Description="of a service", VpcId=networks[number % len(networks)]["vpc"]
        )["GroupId"]
        for number in range(count(250))
    ]
    for number, group in enumerate(groups):
        source = "0.0.0.0/0" if number % 25 == 0 else "10.0.0.0/8"
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": source}]}
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    instances = seed_instances(ec2, networks, count(500))
    volumes = [
        ec2.create_volume(
            AvailabilityZone=f"{region}a",
            Size=100,
            Encrypted=number % 3 != 0,
            TagSpecifications=[tags("volume", f"data-{number}")],
        )["VolumeId"]
        for number in range(count(300))
    ]
    for number in range(count(1_100)):
        ec2.create_snapshot(
            VolumeId=volumes[number % len(volumes)],
            Description="nightly",
            TagSpecifications=[tags("snapshot", f"nightly-{number}")],
        )
    for number in range(count(40)):
        ec2.create_image(InstanceId=instances[number], Name=f"image-{number}")
        ec2.allocate_address(Domain="vpc")
    for number in range(count(20)):
        ec2.create_key_pair(KeyName=f"key-{number}")
    templates = []
    for number in range(count(30)):
        data = {"ImageId": "ami-12345678", "InstanceType": "m5.large", "MetadataOptions": {"HttpTokens": "required"}}
        ec2.create_launch_template(LaunchTemplateName=f"template-{number}", LaunchTemplateData=data)
        templates.append(f"template-{number}")
    seed_scaling(client("autoscaling", region), region, templates, count(20))
    seed_balancers(client("elbv2", region), networks, groups, count)


def seed_network(ec2, region, number):
    vpc = ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16", TagSpecifications=[tags("vpc", f"vpc-{number}")])["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.{number}.{place * 16}.0/20", AvailabilityZone=region + "ab"[place % 2])[
            "Subnet"
        ]["SubnetId"]
        for place in range(4)
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)
    ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=f"com.amazonaws.{region}.s3", RouteTableIds=[table])
    return {"vpc": vpc, "subnets": subnets}


def seed_instances(ec2, networks, wanted):
    instances = []
    # In groups, as services have them.
    while len(instances) < wanted:
        number = len(instances)
        subnets = networks[number % len(networks)]["subnets"]
        size = min(5, wanted - number)
        answer = ec2.run_instances(
            ImageId="ami-12345678",
            InstanceType="m5.large",
            MinCount=size,
            MaxCount=size,
            SubnetId=subnets[number % len(subnets)],
            TagSpecifications=[tags("instance", f"service-{number}")],
        )
        instances += [instance["InstanceId"] for instance in answer["Instances"]]
    return instances


def seed_scaling(autoscaling, region, templates, wanted):
    for number in range(wanted):
        autoscaling.create_auto_scaling_group(
            AutoScalingGroupName=f"group-{number}",
            LaunchTemplate={"LaunchTemplateName": templates[number % len(templates)], "Version": "$Latest"},
            MinSize=0,
            MaxSize=4,
            DesiredCapacity=0,
            AvailabilityZones=[f"{region}a"],
        )


def seed_balancers(elbv2, networks, groups, count):
    for number in range(count(60)):
        network = networks[number % len(networks)]
        balancer = elbv2.create_load_balancer(
            Name=f"balancer-{number}",
            Subnets=network["subnets"][:2],
            SecurityGroups=[groups[number % len(groups)]],
            Scheme="internal" if number % 3 else "internet-facing",
        )["LoadBalancers"][0]["LoadBalancerArn"]
        target = elbv2.create_target_group(Name=f"target-{number}", Protocol="HTTP", Port=80, VpcId=network["vpc"])
        forward = {"Type": "forward", "TargetGroupArn": target["TargetGroups"][0]["TargetGroupArn"]}
        elbv2.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[forward])


def tags(kind, name):
    return {
        "ResourceType": kind,
        "Tags": [{"Key": "Name", "Value": name}, {"Key": "stage", "Value": "production"}],
    }
