#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# Changes of an RT that REST2 cannot make, for doctor_test.py; RT_SITE_CONFIG and RT_SITE_CONFIG_DIR name the RT.
#   change.pl grant|revoke USER RIGHT PLACE          PLACE: a queue, field:NAME, or - for everything
#   change.pl take-off|put-on FIELD QUEUE
#   change.pl add-value|drop-value FIELD VALUE
#   change.pl empty|fill GROUP USER…
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

RT::LoadConfig();
RT::Init();

sub loaded {
    my ( $class, @by ) = @_;
    my $one = "RT::$class"->new( RT->SystemUser );
    $one->LoadByCols(@by);
    $one->id or die "no $class @by\n";
    return $one;
}

sub place {
    my ($name) = @_;
    return RT->System if $name eq '-';
    return $name =~ /^field:(.*)/ ? loaded( CustomField => Name => $1 ) : loaded( Queue => Name => $name );
}

sub change_right {
    my ( $verb, $user, $right, $place ) = @_;
    my $principal = loaded( User => Name => $user )->PrincipalObj;
    my $method    = $verb eq 'grant' ? 'GrantRight' : 'RevokeRight';
    return $principal->$method( Right => $right, Object => place($place) );
}

sub change_place {
    my ( $verb, $field, $queue ) = @_;
    my $method = $verb eq 'put-on' ? 'AddToObject' : 'RemoveFromObject';
    return loaded( CustomField => Name => $field )->$method( loaded( Queue => Name => $queue ) );
}

sub change_value {
    my ( $verb, $name, $value ) = @_;
    my $field = loaded( CustomField => Name => $name );
    return $field->AddValue( Name => $value ) if $verb eq 'add-value';
    return loaded( CustomFieldValue => CustomField => $field->id, Name => $value )->Delete;
}

sub change_members {
    my ( $verb, $name, @users ) = @_;
    my $group = loaded( Group => Domain => 'UserDefined', Name => $name );
    for my $user ( map { loaded( User => Name => $_ )->PrincipalId } @users ) {
        my ( $ok, $why ) = $verb eq 'fill' ? $group->AddMember($user) : $group->DeleteMember($user);
        return ( $ok, $why ) unless $ok;
    }
    return 1;
}

my %verbs = (
    grant       => \&change_right,
    revoke      => \&change_right,
    'take-off'  => \&change_place,
    'put-on'    => \&change_place,
    'add-value' => \&change_value,
    'drop-value' => \&change_value,
    empty       => \&change_members,
    fill        => \&change_members,
);
my ( $verb, @words ) = @ARGV;
my ( $ok, $why ) = $verbs{$verb}->( $verb, @words );
$ok or die "$verb @words: $why\n";
