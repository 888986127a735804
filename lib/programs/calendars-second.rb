# What the gem `holidays` says, for `npm run calendars`: gem install holidays && ruby lib/programs/calendars-second.rb > FILE
require 'holidays'
require 'json'

NAMES = { 'BE' => :be_nl, 'BG' => :bg_en, 'MT' => :mt_en, 'GB-EAW' => :gb_eaw, 'GB-SCT' => :gb_sct, 'GB-NIR' => :gb_nir }
STATES = %w[AT BE BG HR CZ DE DK EE ES FI FR GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK GB-EAW GB-SCT GB-NIR]

days = STATES.to_h do |id|
  # Substitutes are law in the United Kingdom; elsewhere the day itself is what the calendar lists.
  options = [NAMES[id] || id.downcase.to_sym] + (id.start_with?('GB') ? [:observed] : [])
  years = (2024..2036).to_h do |year|
    found = Holidays.between(Date.new(year, 1, 1), Date.new(year, 12, 31), *options)
    [year, found.map { |holiday| holiday[:date].to_s }.uniq.sort]
  end
  [id, years]
end
version = Gem::Specification.find_by_name('holidays').version.to_s
puts JSON.generate({ name: 'gem holidays', version: version, days: days })
